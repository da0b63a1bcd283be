"""Who may see who opened what: asked on the server, with every request."""

from collections.abc import Callable, Collection

from flask import abort

from dash_retool_embed.audit import Audit, Event, no_audit
from dash_retool_embed.people import User
from dashapp.errors import CATALOGUE
from dashapp.web import problem

MAY_NOT_SEE = CATALOGUE["may_not_see_usage"]


class Readers:
    """The people with one of some roles; without roles nobody."""

    def __init__(
        self, roles: Collection[str], user: Callable[[], User], audit: Audit = no_audit
    ) -> None:
        """Describe them.

        Args:
            roles: one of them is enough.
            user: the person of the current request; raises IdentityError when nobody is signed in.
            audit: told of whom `check` refuses.
        """
        self._audit = audit
        self._roles = frozenset(roles)
        self._user = user

    def include(self, person: User) -> bool:
        """Tell whether this person is one of them."""
        return not self._roles.isdisjoint(person.roles)

    def ask(self) -> bool:
        """Tell whether the current request is from one of them.

        Raises:
            dashapp.identity.IdentityError: nobody is signed in.
        """
        return self.include(self._user())

    def check(self) -> None:
        """Answer the current request with 403 unless it is from one of them.

        Raises:
            dashapp.identity.IdentityError: nobody is signed in.
        """
        if not self.ask():
            self._audit(Event.ACCESS_REFUSED, who=self._user().id, code=MAY_NOT_SEE.code)
            abort(problem(MAY_NOT_SEE))
