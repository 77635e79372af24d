"""Who is shown what, written by hand from the table of the privacy policy, and from nothing else.

Six letters for IDENTITY REACH BIRTH REASON PHYSICIAN NOTE. C clear, P partial, W withheld, R restricted,
E erased, - empty, . absent; one point says that the whole record is absent.
"""

from typing import Final

from models.words import Category

CATEGORIES: Final = (
    Category.IDENTITY,
    Category.REACH,
    Category.BIRTH,
    Category.REASON,
    Category.PHYSICIAN,
    Category.NOTE,
)

NEVER: Final = ("colleague", "outsider", "rival", "lapsed", "nobody")
"""Another physician of the practice, a lawyer, another partner, one whose guarantee expired, anybody:
no record of the table exists for them."""

# `guide` is the desk where the CNIL's guide is in force; the others see the same under either preset.
_TABLE: Final = """
record           professional staff  desk   guide  partner subject parent booker officer admin

agenda           CCCCCC       CCPPWW PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
agenda-third     CCCCCC       CCPPWW PPWWWW PPWWWW .       CCCCCW  .      .      PPPWWW  WWWWWW
agenda-sparse    C-----       C---WW P-WWWW P-WWWW .       C-----  .      .      P--WWW  WWWWWW
agenda-over      CCCCCC       CCPPWW PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
agenda-limited   RRRRRR       RRRRRR RRRRRR RRRRRR .       CCCCCC  .      .      RRRRRR  RRRRRR
visit-limited    CCCRCR       CCPRWR PPWRWR PPWRWR .       CCCCCC  .      .      PPPRWR  WWWRWR
agenda-erased    EEEEEE       EEEEEE EEEEEE EEEEEE .       EEEEEE  .      .      EEEEEE  EEEEEE
both-states      EEEEEE       EEEEEE EEEEEE EEEEEE .       EEEEEE  .      .      EEEEEE  EEEEEE
agenda-keyless   EEEEEE       EEEEWW EEWWWW EEWWWW .       EEEEEE  .      .      EEEWWW  WWWWWW

phone            CCCCCC       CCPPWW CCCCCC CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-noted      CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-yesterday  CCCCCC       CCPPWW CCCCCC CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-over       CCCCCC       CCPPWW CCCWCC CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-for        CCCCCC       CCPPWW CCCCCC PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-secret     CCCCCC       CCPPWW CCCCCC CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-limited    RRRRRR       RRRRRR RRRRRR RRRRRR .       CCCCCC  .      .      RRRRRR  RRRRRR
phone-erased     EEEEEE       EEEEEE EEEEEE EEEEEE .       EEEEEE  .      .      EEEEEE  EEEEEE

online           CCCCCC       CCPPWW CCCCCW CCCWCW CCCWWW  CCCCCC  .      .      PPPWWW  WWWWWW
online-over      CCCCCC       CCPPWW CCCWCW CCCWCW CCCWWW  CCCCCC  .      .      PPPWWW  WWWWWW
online-borrowed  CCCCCC       CCPPWW CCCCCW CCCWCW ...W.W  CCCCCC  .      .      PPPWWW  WWWWWW
online-lent      CCCCCC       CCPPWW CCCCCW CCCWCW CCC.W.  CCCCCC  .      .      PPPWWW  WWWWWW
online-limited   RRRRRR       RRRRRR RRRRRR RRRRRR RRRRRR  CCCCCC  .      .      RRRRRR  RRRRRR
online-erased    EEEEEE       EEEEEE EEEEEE EEEEEE EEEEEE  EEEEEE  .      .      EEEEEE  EEEEEE

child            CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  CCCCCC .      PPPWWW  WWWWWW
child-third      CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCW  CCCCCC .      PPPWWW  WWWWWW
child-secret     CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  CCC.C. .      PPPWWW  WWWWWW
child-secret-own CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  CCC.C. .      PPPWWW  WWWWWW
child-limited    RRRRRR       RRRRRR RRRRRR RRRRRR .       CCCCCC  RRRRRR .      RRRRRR  RRRRRR
child-erased     EEEEEE       EEEEEE EEEEEE EEEEEE .       EEEEEE  EEEEEE .      EEEEEE  EEEEEE
child-ended      CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
child-later      CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      .      PPPWWW  WWWWWW
ward             CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  CCCCCC .      PPPWWW  WWWWWW
adult-mandate    CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  CCCCCC .      PPPWWW  WWWWWW

adult            CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      CCCCWW PPPWWW  WWWWWW
adult-changed    CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      WWWCWW PPPWWW  WWWWWW
adult-yesterday  CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      CCCWWW PPPWWW  WWWWWW
adult-over       CCCCCC       CCPPWW CCCWCW CCCWCW .       CCCCCC  .      CCCWWW PPPWWW  WWWWWW
adult-secret     CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      CCC.W. PPPWWW  WWWWWW
adult-known      CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      WWW.W. PPPWWW  WWWWWW
adult-unlinked   CCCCCC       CCPPWW CCCCCW CCCWCW .       CCCCCC  .      CCCCWW PPPWWW  WWWWWW
adult-limited    RRRRRR       RRRRRR RRRRRR RRRRRR .       CCCCCC  .      RRRRRR RRRRRR  RRRRRR
adult-erased     EEEEEE       EEEEEE EEEEEE EEEEEE .       EEEEEE  .      EEEEEE EEEEEE  EEEEEE

order-reason     CCCCCC       .      PPWCWW PPWCWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-all        CCCCCC       .      CCCCCW CCCCCW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-two        CCCCCC       .      CCWWWW CCWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-note       CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-care       CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-withdrawn  CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-expired    CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-later      CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-elsewhere  CCCCCC       .      PPWWWW PPWWWW .       CCCCCC  .      .      PPPWWW  WWWWWW
order-limited    RRRRRR       .      RRRRRR RRRRRR .       CCCCCC  .      .      RRRRRR  RRRRRR
order-phone      CCCCCC       .      CCCCCC CCCCCW .       CCCCCC  .      .      PPPWWW  WWWWWW
"""


def read_table(table: str) -> dict[str, dict[str, str]]:
    """Return the cells by role and record."""
    [_, *roles], *lines = (line.split() for line in table.splitlines() if line)
    return {
        role: {line[0]: "......" if line[column] == "." else line[column] for line in lines}
        for column, role in enumerate(roles, start=1)
    }


MATRIX: Final = read_table(_TABLE)
"""Role -> record -> six letters."""

RECORDS: Final = tuple(MATRIX["desk"])
EXPECTED_CELLS: Final = 10 * len(RECORDS)
