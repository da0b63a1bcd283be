"""How often something may be done, as people write it."""

from limits import RateLimitItem, parse_many

# Counted are calls to Retool, not requests that wait for a turn or for a Retool that is left alone.
# A person with five tabs of twenty frames each, all of which are opened again, makes 100, with some
# to spare for those that fail. A script that never stops reaches the limit, and leaves everybody
# else 180 of the 300 a minute that a self-hosted Retool answers unless it is told otherwise.
PER_PERSON = "120 per minute"
# Requests that nobody who is signed in sent, such as those of pages whose sign-in has just ended:
# all windows of an office at the same moment.
PER_ADDRESS = "1000 per 20 seconds"

RATE_ALLOWED = f'a number for a time, such as "{PER_PERSON}" or "1000 per hour"'


def parse_rate(text: str) -> RateLimitItem:
    """Read how often something may be done.

    Raises:
        ValueError: it says nothing, never, or several things.
    """
    try:
        rates = parse_many(text)
    except ValueError:
        rates = []
    if len(rates) != 1 or rates[0].amount < 1:
        raise ValueError(RATE_ALLOWED)
    return rates[0]
