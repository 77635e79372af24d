"""How seldom the interpreter looks for objects that only hold each other."""

import gc
from typing import Final

_NEW_OBJECTS: Final = 50_000
_TIMES_YOUNG: Final = 20
_TIMES_MIDDLE: Final = 50


def collect_seldom() -> None:
    """Leave what stands at the start out of every later look, and look after 50,000 new objects, not 700.

    Nearly all that a request makes goes when its last holder does. A search reads thousands of rows, and
    half of its time went into looking through them and through all the offers that are kept.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _TIMES_YOUNG, _TIMES_MIDDLE)
