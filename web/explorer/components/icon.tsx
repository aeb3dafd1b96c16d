// The icons of the pages.
const SHAPES = {
  brand: (
    <>
      <path d="M6 24 16 8l10 16" />
      <g class="filled">
        <circle cx="6" cy="24" r="4" />
        <circle cx="16" cy="8" r="4" />
        <circle cx="26" cy="24" r="4" />
      </g>
    </>
  ),
  search: (
    <>
      <circle cx="14" cy="14" r="8" />
      <path d="m20 20 7 7" />
    </>
  ),
  theme: (
    <>
      <circle cx="16" cy="16" r="10" />
      <path class="filled" d="M16 6a10 10 0 0 1 0 20z" />
    </>
  ),
  close: <path d="m8 8 16 16M24 8 8 24" />,
  check: <path d="m7 17 6 6 12-14" />,
  print: (
    <>
      <path d="M9 12V5h14v7M9 23H5V12h22v11h-4" />
      <path d="M9 19h14v8H9z" />
    </>
  ),
  query: <path d="M11 5c-5 0-2 11-6 11 4 0 1 11 6 11M21 5c5 0 2 11 6 11-4 0-1 11-6 11" />,
  add: <path d="M16 7v18M7 16h18" />,
  warning: (
    <>
      <path d="M16 5 29 27H3z" />
      <path d="M16 13v6M16 22.5v.5" />
    </>
  ),
  link: (
    <>
      <path d="M13 19a5 5 0 0 0 7 0l5-5a5 5 0 0 0-7-7l-2 2" />
      <path d="M19 13a5 5 0 0 0-7 0l-5 5a5 5 0 0 0 7 7l2-2" />
    </>
  ),
  calendar: (
    <>
      <rect x="5" y="7" width="22" height="20" rx="3" />
      <path d="M5 13h22M11 4v6M21 4v6" />
    </>
  ),
  picture: (
    <>
      <rect x="4" y="6" width="24" height="20" rx="3" />
      <path d="m6 23 7-8 6 7 3-3 4 4" />
    </>
  ),
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
