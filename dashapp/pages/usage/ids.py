"""The Dash ids of the usage page. An app's name has no underscore, so none is an embed's."""

INTERVAL = "usage_interval"
TICK = "usage_tick"
FRESH = "usage_fresh"
PERIOD = "usage_period"
TROUBLE = "usage_trouble"

ACTIVE = "usage_active"
TOTALS = "usage_totals"
HEALTH = "usage_health"

OPENED = "usage_opened"
PEOPLE = "usage_people"
FAILURES = "usage_failures"
MINT_TIMES = "usage_mint_times"
FIGURES = (OPENED, PEOPLE, FAILURES, MINT_TIMES)

PERSON = "usage_person"
APP = "usage_app"
OUTCOME = "usage_outcome"
FAILED = "usage_failed"

GRID = "usage_grid"
COUNT = "usage_count"
CSV = "usage_csv"
JSONL = "usage_jsonl"

DETAILS = "usage_details"
DETAILS_BODY = "usage_details_body"
DETAILS_TITLE = "usage_details_title"
PERSON_LINKS = "usage_person_links"
PERSON_LINKS_BODY = "usage_person_links_body"
