"""How the kit's endpoints write a person and a link."""

PERSON_PATTERN = "^[0-9a-f]{16}$"
LINK_ID_PATTERN = "^[0-9a-f]{32}$"
