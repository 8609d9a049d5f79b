/** How a piece of text stands out; what it says never depends on it. */
export type Emphasis = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

export type Style = (emphasis: Emphasis, text: string) => string;

/** For files and pipes. */
export const plain: Style = (_, text) => text;
