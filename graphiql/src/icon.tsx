/** The folding screen the product is named after. */
export function Screen() {
  return (
    <svg viewBox="0 0 32 32" className="screen" aria-hidden="true">
      <path className="screen-left" d="M3 6l8-2v22l-8 3z" />
      <path className="screen-middle" d="M11 4l10 3v22l-10-3z" />
      <path className="screen-right" d="M21 7l8-3v22l-8 3z" />
    </svg>
  );
}

export function Book() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path strokeLinejoin="round" d="M5 4h10l4 4v12H5z" />
      <path strokeLinecap="round" d="M9 11l-2 2 2 2M15 11l2 2-2 2M13 10l-2 6" />
    </svg>
  );
}
