"""Bridges with a lock missing, and the attacks that get through."""

from tests.browser.attack import mutations_of_hearing, mutations_of_telling

MUTATIONS = (
    mutations_of_hearing.WHO_MAY_SPEAK
    + mutations_of_telling.WHAT_IS_ASKED
    + mutations_of_telling.WHAT_IS_PUSHED
    + mutations_of_telling.WHAT_COMES_OUT
)
