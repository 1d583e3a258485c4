"""Cookies for one run: kept within bounds, each for its own site."""

from collections import defaultdict
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Final
from urllib.request import Request

# What RFC 6265 (6.1) asks of a user agent at the least is what a site gets here at the most: a site
# that sets more could make every later request too long, or the run slow.
_LONGEST: Final = 4096
_MOST_A_SITE: Final = 50
_MOST_SITES: Final = 1000


def cookie_jar() -> CookieJar:
    """Return an empty jar, which forgets everything when too many sites have set something."""
    policy = _Bounded()
    jar = CookieJar(policy)
    policy.jar = jar
    return jar


class _Bounded(DefaultCookiePolicy):
    """Refuse cookies that are too long or too many, and those for a whole country's sites."""

    jar: CookieJar

    def __init__(self) -> None:
        super().__init__(strict_domain=True)
        self._taken: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        """Tell whether a cookie is taken; the jar holds its lock while it asks."""
        if len(cookie.name) + len(cookie.value or "") > _LONGEST:
            return False
        if not super().set_ok(cookie, request):
            return False
        if len(self._taken) >= _MOST_SITES and cookie.domain not in self._taken:
            self.jar.clear()
            self._taken.clear()
        taken = self._taken[cookie.domain]
        if len(taken) < _MOST_A_SITE:
            taken.add((cookie.path, cookie.name))
        return (cookie.path, cookie.name) in taken
