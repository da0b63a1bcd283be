"""What the section about OpenID Connect may say."""

import pytest

from tests.settings.conftest import APP, SECTIONS, Load, Mistakes

OIDC = '[oidc]\nissuer = "https://login.example.com/realms/staff/"\nclient_id = "apps"\n'
SECRET = "client-secret-that-nobody-may-see"


@pytest.fixture(autouse=True)
def _around_the_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_HOST_URL", "https://apps.example.com")
    monkeypatch.setenv("DASHAPP_OIDC_CLIENT_SECRET", SECRET)


def test_the_issuer_stays_as_it_was_written_and_the_rest_has_defaults(load: Load) -> None:
    oidc = load(SECTIONS + OIDC + APP).oidc
    assert oidc is not None
    assert oidc.issuer == "https://login.example.com/realms/staff/"
    assert oidc.client_secret.get_secret_value() == SECRET
    assert (oidc.scopes, oidc.claims, oidc.session_minutes) == ("openid profile email", [], 480)
    assert SECRET not in repr(oidc)


def test_there_need_be_no_section(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASHAPP_OIDC_CLIENT_SECRET")
    assert load().oidc is None


def test_the_secret_must_be_in_the_environment(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DASHAPP_OIDC_CLIENT_SECRET")
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert (mistake.source, mistake.key) == ("DASHAPP_OIDC_CLIENT_SECRET", "oidc.client_secret")


def test_the_secret_may_not_be_in_the_file(mistakes: Mistakes) -> None:
    (mistake,) = mistakes(SECTIONS + OIDC + "client_secret = 'hush'\n")
    assert mistake.key == "oidc.client_secret"
    assert "set DASHAPP_OIDC_CLIENT_SECRET in the environment" in mistake.allowed
    assert "hush" not in str(mistake)


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1:9", "[::1]:9"])
def test_http_is_allowed_on_this_machine(load: Load, host: str) -> None:
    oidc = load(
        SECTIONS + OIDC.replace("https://login.example.com/realms/staff/", f"http://{host}/op")
    ).oidc
    assert oidc is not None
    assert oidc.issuer == f"http://{host}/op"


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("issuer", '"http://login.example.com"', "https://, unless it is on this machine"),
        ("issuer", '"http://localhost.evil.example"', "https://, unless"),
        ("issuer", '"https://login.example.com?x"', "no query"),
        ("issuer", '"https://login.example.com#"', "no fragment"),
        ("issuer", '"https://me:hunter2@login.example.com"', "user name"),
        ("issuer", '"login.example.com"', "https:// or http://"),
        ("client_id", '""', "not empty"),
        ("scopes", '"profile email"', "openid among them"),
        ("claims", '"store_id"', "a list"),
        ("session_minutes", "4", "5 to 1440"),
        ("session_minutes", "1441", "5 to 1440"),
        ("session_minutes", "true", "boolean"),
        ("clientid", '"x"', "did you mean client_id?"),
    ],
)
def test_a_mistake_says_where_what_and_what_is_allowed(
    mistakes: Mistakes, key: str, value: str, allowed: str
) -> None:
    kept = [line for line in OIDC.splitlines() if not line.startswith(f"{key} =")]
    (mistake,) = mistakes(SECTIONS + "\n".join([*kept, f"{key} = {value}"]))
    assert (mistake.source, mistake.key) == ("dashapp.toml", f"oidc.{key}")
    assert allowed in mistake.allowed
    assert "hunter2" not in str(mistake)


def test_variables_win_here_too(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHAPP_OIDC_CLIENT_ID", "other")
    monkeypatch.setenv("DASHAPP_OIDC_CLAIMS", "store_id, region")
    monkeypatch.setenv("DASHAPP_OIDC_SESSION_MINUTES", "60")
    oidc = load(SECTIONS + OIDC).oidc
    assert oidc is not None
    assert (oidc.client_id, oidc.claims, oidc.session_minutes) == (
        "other",
        ["store_id", "region"],
        60,
    )


def test_a_misspelt_variable_is_a_mistake(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_OIDC_CLIENT_SECRETS", "hush")
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert "did you mean client_id" in mistake.allowed or "unknown key" in mistake.allowed
    assert "hush" not in str(mistake)


def test_the_host_s_own_sign_in_needs_the_secret_too(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DASHAPP_JWT_SECRET")
    keys = 'algorithms = ["RS256"]\njwks_url = "https://login.example.com/keys"\n'
    (mistake,) = mistakes(SECTIONS + keys + OIDC)
    assert mistake.source == "DASHAPP_JWT_SECRET"


def test_the_provider_has_to_know_where_to_lead_people_back(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DASHAPP_HOST_URL")
    (mistake,) = mistakes(SECTIONS + OIDC)
    assert (mistake.source, mistake.key) == ("dashapp.toml", "host_url")
    assert mistake.allowed.startswith("missing")


def test_either_a_proxy_or_the_host_signs_people_in(mistakes: Mistakes) -> None:
    (mistake,) = mistakes(SECTIONS + 'header = "X-Token"\n' + OIDC)
    assert mistake.key == "oidc"
    assert "a proxy signs people in" in mistake.allowed


def test_a_mistake_about_the_whole_section_does_not_show_its_secret(
    mistakes: Mistakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHAPP_OIDC_CLIENT_SECRET", "hush")
    (mistake,) = mistakes(SECTIONS + 'header = "X-Token"\n' + OIDC)
    assert "hush" not in str(mistake)
