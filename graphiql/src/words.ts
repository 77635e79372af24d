export type Language = "fr" | "en";

const fr = {
  unreachable: "Le serveur ne répond pas. Rechargez la page dans un instant.",
  unreadable: "Le serveur a donné une réponse qui n'est pas du GraphQL.",
  development: "Développement : appelants de démonstration",
  youAre: "Vous êtes",
  nobody: "Personne (anonyme)",
  nobodyDetail: "Ce que voit un visiteur sans compte",
  chooseCaller: "Choisir qui appelle",
  token: "Jeton d'accès",
  tokenHint: "Collez votre jeton : il reste en mémoire et disparaît avec la page",
  signIn: "Se connecter",
  signOut: "Se déconnecter",
  signedIn: "Connecté avec un jeton",
  tokenHolder: "titulaire du jeton",
  signedOut: "Non connecté : le schéma s'affiche une fois connecté",
  language: "Langue des réponses",
  examples: "Exemples",
  examplesIntro: "Choisissez une opération : elle s'ouvre dans un nouvel onglet, prête à lancer.",
  filter: "Filtrer les exemples",
  noExample: "Aucun exemple ne correspond.",
  forYou: "pour vous",
  query: "lit",
  mutation: "modifie",
  subscription: "suit en direct",
  as: "en tant que",
  cost: "coût",
  request: "requête",
  welcome: "# Paravent\n#\n# À gauche : des exemples prêts à lancer, par métier.\n# En haut à droite : au nom de qui vous appelez.\n# Lancer : Ctrl-Entrée\n\n{\n  __typename\n}\n",
};

type Words = typeof fr;

const en: Words = {
  unreachable: "The server does not answer. Reload the page in a moment.",
  unreadable: "The server gave an answer that is not GraphQL.",
  development: "Development: demo callers",
  youAre: "You are",
  nobody: "Nobody (anonymous)",
  nobodyDetail: "What a visitor without an account sees",
  chooseCaller: "Choose who calls",
  token: "Access token",
  tokenHint: "Paste your token: it stays in memory and goes away with the page",
  signIn: "Sign in",
  signOut: "Sign out",
  signedIn: "Signed in with a token",
  tokenHolder: "the token's holder",
  signedOut: "Not signed in: the schema shows once you are",
  language: "Language of the answers",
  examples: "Examples",
  examplesIntro: "Choose an operation: it opens in a new tab, ready to run.",
  filter: "Filter the examples",
  noExample: "No example matches.",
  forYou: "for you",
  query: "reads",
  mutation: "changes",
  subscription: "follows live",
  as: "as",
  cost: "cost",
  request: "request",
  welcome: "# Paravent\n#\n# On the left: examples ready to run, by job.\n# Top right: in whose name you call.\n# Run: Ctrl-Enter\n\n{\n  __typename\n}\n",
};

const ALL: Record<Language, Words> = { fr, en };

export const words = (language: Language): Words => ALL[language];

export const firstLanguage = (): Language => (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en");

type Named = Record<string, Record<Language, string>>;

const FUNCTIONS: Named = {
  PROFESSIONAL: { fr: "Professionnel", en: "Professional" },
  ASSISTANT: { fr: "Secrétariat du cabinet", en: "Practice staff" },
  DESK_AGENT: { fr: "Agent d'accueil", en: "Desk agent" },
  PARTNER_SITE: { fr: "Site partenaire", en: "Partner site" },
  CONTACT: { fr: "Contact (patient ou client)", en: "Contact (patient or client)" },
  PROTECTION_OFFICER: { fr: "Délégué à la protection des données", en: "Data-protection officer" },
  TECHNICAL_ADMIN: { fr: "Administrateur technique", en: "Technical admin" },
  ANONYMOUS: { fr: "Visiteur", en: "Visitor" },
};

const GROUPS: Named = {
  professional: { fr: "Professionnel et son cabinet", en: "Professional and practice" },
  desk: { fr: "Accueil téléphonique", en: "Phone front desk" },
  partner: { fr: "Site partenaire", en: "Partner site" },
  contact: { fr: "Contact et ses proches", en: "Contact and relatives" },
  officer: { fr: "Protection des données", en: "Data protection" },
  admin: { fr: "Administration technique", en: "Technical administration" },
  visitor: { fr: "Visiteur sans compte", en: "Visitor without an account" },
};

// In the plural, which is how they are counted.
const STATES: Named = {
  CLEAR: { fr: "en clair", en: "clear" },
  PARTIAL: { fr: "en partie", en: "partial" },
  WITHHELD: { fr: "masqués", en: "withheld" },
  EMPTY: { fr: "vides", en: "empty" },
  RESTRICTED: { fr: "limités", en: "restricted" },
  ERASED: { fr: "effacés", en: "erased" },
};

export const FIELD_STATES = Object.keys(STATES);

const name = (named: Named, key: string, language: Language): string => named[key]?.[language] ?? key;

export const functionName = (key: string, language: Language): string => name(FUNCTIONS, key, language);
export const groupName = (key: string, language: Language): string => name(GROUPS, key, language);

/** "1 masqué", "2 masqués", "3 en clair". */
export function stateCount(count: number, key: string, language: Language): string {
  const plural = name(STATES, key, language);
  return `${count} ${count < 2 && language === "fr" ? plural.replace(/s$/, "") : plural}`;
}

const GROUP_OF_FUNCTION: Record<string, string> = {
  PROFESSIONAL: "professional",
  ASSISTANT: "professional",
  DESK_AGENT: "desk",
  PARTNER_SITE: "partner",
  CONTACT: "contact",
  PROTECTION_OFFICER: "officer",
  TECHNICAL_ADMIN: "admin",
  ANONYMOUS: "visitor",
};

export const groupOfFunction = (key: string): string | undefined => GROUP_OF_FUNCTION[key];
export const GROUP_ORDER = Object.keys(GROUPS);
