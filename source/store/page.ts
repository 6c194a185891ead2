/**
 * A line of a full-height text: as it is, a heading, or a text beside the word that says what it is about. Cleaned of
 * control characters by whoever made it; longer ones are wrapped.
 */
export type PageLine =
	| string
	| {readonly heading: string}
	| {readonly label: string; readonly text: string};

/** A full-height text to scroll through. */
export type Page = {
	readonly kind: 'page';
	/** Tells the page from the one that was open before it, when what it shows comes late. */
	readonly key: string;
	readonly title: string;
	/** Undefined until it is known. */
	readonly lines: readonly PageLine[] | undefined;
	readonly offset: number;
};
