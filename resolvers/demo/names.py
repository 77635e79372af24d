"""Names for invented contacts: none is in a public text of the demo world, so a leak can be looked for."""

from typing import Final

SURNAMES: Final = tuple(
    """
    Aubrière Bellavoine Berthomieu Bouvrain Cardineau Chantoiseau Charpenay Coudrille Delorge Desmarquis
    Dupontel Esclangon Fauconnet Ferrandon Feuillade Florimont Fontanges Gaillarde Gauthereau Grandchaume
    Guilloteau Hautecoeur Hennebert Jacquinot Jolivard Kerbastian Labrousse Lacombelle Lamirault Lavandier
    Leboursier Lemarinel Longuépée Maillochaud Malaterre Marchandeau Montagnier Morvannou Noiraude
    Ouvrardeau Paternotte Perdriolle Pimprenel Quatrebarbes Ravinel Roquebrune Roussillard Sainte-Foye
    Sauvageot Tavernelle Thibaudeau Tranchevent Vaucanson Verdurier Villemagne Yvernault
    Müllerstedt Ødegaarden Kowalewicz Haddadiou Nguyenvan Traoréba Okonkwoyi Ferreirinha
    """.split()  # noqa: SIM905 - words are read more easily than a list
)
FIRST_NAMES: Final = tuple(
    """
    Adrienne Alphonse Anatole Armelle Aurélien Barnabé Baptistine Bertille Blandine Capucine Cédric Célestin
    Clothilde Constant Corentin Désirée Edmond Églantine Faustine Fernand Firmin Gatien Ghislain Gwendal
    Honorine Ismaël Jacinthe Joséphine Juliette Lazare Léopold Lisandre Lucienne Madeleine Maxence Mélisande
    Modeste Nadège Noémie Octave Ombeline Pélagie Philomène Quentin Rosalie Samira Séverin Solange Tancrède
    Théodora Ursule Valentin Violaine Wilfried Xavière Yolande Zéphyrin
    """.split()  # noqa: SIM905 - words are read more easily than a list
)
CHILD_NAMES: Final = tuple(
    """
    Albane Amélie Basile Charlie Éloïse Ernestine Gabin Hippolyte Inaya Joachim Lilou-Rose Marcelin Mathurin
    Népomucène Ninon Oscarine Perrine Rodrigue Salomé Théophile Timéo Ulysse Victorin Zélie
    """.split()  # noqa: SIM905 - words are read more easily than a list
)
STREETS: Final = ("rue des Orfraies", "allée des Mésanges", "sentier des Bergamotes", "boulevard des Alizés")
TOWNS: Final = (("21000", "Dijon"), ("21200", "Beaune"), ("21800", "Quetigny"), ("69002", "Lyon"))
PHYSICIANS: Final = ("Dr Hélène Vasselin", "Dr Gontran Estournel", "Dr Maud Pellissane")
MAIL_DOMAINS: Final = ("example.org", "example.com", "example.net")

PHONES: Final = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649")
"""Ranges that ARCEP keeps for works of fiction (decision 2018-0881).

The mobile one, 06 39 98, is left out: phonenumbers calls it invalid, so nobody could write it back.
"""
