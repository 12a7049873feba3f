"""Rounding and writing of numbers, so that Python and the browser agree to the last digit.

Host rounding differs between languages (half-even against half-up); floor does not.
"""

from math import floor

# Of a converted or computed number, before anything compares or uses it.
DECIMALS = 6


def round_half_up(value: float, decimals: int) -> float:
    """`value` rounded half up to `decimals` places."""
    scale = 10.0**decimals
    return floor(value * scale + 0.5) / scale


def in_words(value: float) -> float:
    """As a sentence says it: to a thousandth, half up."""
    return round_half_up(value, 3)


def computed(value: float) -> float:
    """A converted or computed number: six decimals, before anything compares or uses it."""
    return floor(value * 1000000.0 + 0.5) / 1000000.0


def as_by_hand(value: float, decimals: int) -> float:
    """`value` rounded half up to few decimals: 15.75 is 15.8, also where doubles make 15.749999999999998 of it."""
    return round_half_up(round_half_up(value, 10), decimals)


def written(value: float) -> str:
    """`value` as people write it: at most six decimals, no trailing zeros, no exponent; below half a millionth, in words.

    Built from integers because the two languages print small and large floats differently.
    """
    if value < 0:
        return "-" + written(-value)
    millionths = floor(value * 1000000.0 + 0.5)
    if millionths == 0 and value > 0:
        return "less than 0.000001"
    whole, rest = divmod(millionths, 1000000)
    fraction = f"{rest:06d}".rstrip("0")
    return f"{whole}.{fraction}" if fraction else str(whole)


def percent(value: float) -> str:
    """A fraction as a percentage with at most one decimal: 0.15 is `15 %`."""
    return written(round_half_up(value * 100.0, 1)) + " %"
