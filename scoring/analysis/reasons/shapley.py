"""What each of several causes adds to a result, averaged over every order in which they can come in.

A game is an array of results with one entry a coalition on its last axis: entry b is the result when exactly the causes
whose bits are set in b are at work. Shapley's value is the only split that adds up, gives nothing to a cause without
effect and equal parts to causes with equal effects (L. S. Shapley, "A value for n-person games", 1953); Owen's does the
same inside a group of causes that come in together (G. Owen, "Values of games with a priori unions", 1977).
"""

from math import factorial

import numpy as np

from scoring.engine.ranks import NOISE

Array = np.ndarray


def shapley(results: Array) -> Array:
    """The part of each of n causes: results … × 2ⁿ → … × n.

        part_i = Σ over S without i of  |S|! (n − |S| − 1)! / n!  ·  (v(S ∪ i) − v(S))

    The parts add up to v(all) − v(none). Differences within NOISE, which the order of a sum can make, count as 0.
    """
    return owen(results[..., None, :])


def owen(results: Array) -> Array:
    """The parts of the n members of one group, beside k causes outside it: results … × 2ᵏ × 2ⁿ → … × n.

        part_i = Σ over R outside, S inside without i of  w(|R|, k + 1) · w(|S|, n)  ·  (v(R, S ∪ i) − v(R, S))
        w(s, n) = s! (n − s − 1)! / n!

    The parts add up to the group's own Shapley value among the k + 1.
    """
    outside, inside = (int(size).bit_length() - 1 for size in results.shape[-2:])
    coalitions = np.arange(results.shape[-1])
    around = _weights(np.arange(results.shape[-2]), outside + 1)
    parts = np.empty((*results.shape[:-2], inside))
    for member in range(inside):
        without = coalitions[coalitions >> member & 1 == 0]
        added = results[..., without | 1 << member] - results[..., without]
        added[np.abs(added) <= NOISE] = 0.0
        parts[..., member] = added @ _weights(without, inside) @ around
    return parts


def _weights(coalitions: Array, players: int) -> Array:
    """By coalition, the share of all orders in which exactly it comes before a given other player."""
    sizes = np.bitwise_count(coalitions)
    by_size = [factorial(size) * factorial(players - size - 1) / factorial(players) for size in range(players)]
    return np.array(by_size)[sizes]
