"""Chance that can be had again: each thing has a number of its own, made of the seed and its name.

Whoever draws by the lowest numbers gets the same with the same seed, keeps what was drawn when more is drawn, and is
not disturbed by articles that come later (permanent random numbers: Ohlsson 1995).
"""

import heapq
from collections.abc import Iterable, Mapping
from hashlib import blake2b

Seed = int | str


def chance(seed: Seed, *names: str) -> float:
    """Return a thing's number in [0, 1), the same for the same seed and names.

    Examples
    --------
    >>> chance(1, "vote") == chance(1, "vote"), chance(1, "vote") == chance(2, "vote")
    (True, False)
    """
    written = "\0".join((str(seed), *names)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=6).digest(), "big") / 2**48


def shuffled(names: Iterable[str], *seed: Seed) -> list[str]:
    """Return names in an order of chance that is the same for the same seed."""
    return sorted(names, key=lambda name: (chance(seed[0], *map(str, seed[1:]), name), name))


def alike(n: int, strata: Iterable[str], seed: Seed) -> dict[str, int]:
    """Share `n` equally among strata; what is left over goes one each to some that chance names.

    Examples
    --------
    >>> sorted(alike(7, ["a", "b", "c"], 1).values())
    [2, 2, 3]
    """
    order = shuffled(strata, seed, "stratum")
    each, over = divmod(n, len(order))
    return {name: each + (place < over) for place, name in enumerate(order)}


def in_proportion(n: int, sizes: Mapping[str, int], seed: Seed) -> dict[str, int]:
    """Share `n` among strata in proportion to their sizes, none more than it has.

    By Sainte-Laguë's method, which takes nothing from anyone when there is one more to share.

    Examples
    --------
    >>> in_proportion(4, {"large": 30, "small": 10}, seed=1)
    {'large': 3, 'small': 1}
    """
    shares = dict.fromkeys(sizes, 0)
    waiting = [(-float(size), chance(seed, "stratum", name), name) for name, size in sizes.items()]
    heapq.heapify(waiting)
    while n > 0 and waiting:
        _, by_chance, name = heapq.heappop(waiting)
        shares[name] += 1
        n -= 1
        if shares[name] < sizes[name]:
            heapq.heappush(waiting, (-sizes[name] / (2 * shares[name] + 1), by_chance, name))
    return shares
