import {isDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';

/** What stands in place of a value that was left out. */
export const leftOut = '(left out)';

// A name of a label, an option or a variable whose value is nobody's business.
const secretName = /passw|pwd|secret|token|credential|api[_\-]?key|private|(?:^|[._\-])auth(?:$|[._\-])/iv;

/**
 * A document without what may be secret: the values of all environment variables, and those of labels and options with a name that
 * sounds like a secret. Names stay. Command lines stay too, whatever is in them.
 */
export function redactDocument(document: EngineDocument): EngineDocument {
	return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, redactField(key, value)]));
}

/** The same for labels and for attributes of events. */
export function redactTexts(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, secretName.test(key) ? leftOut : text]));
}

function redactField(key: string, value: unknown): unknown {
	if (key === 'Env' && Array.isArray(value)) {
		return value.map(entry => typeof entry === 'string' ? redactVariable(entry) : leftOut);
	}

	if (typeof value === 'string') {
		return secretName.test(key) && value !== '' ? leftOut : value;
	}

	return redactInside(value);
}

function redactInside(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(element => redactInside(element));
	}

	return isDocument(value) ? redactDocument(value) : value;
}

/** `NAME=value`, or only the name of one that is taken away. */
function redactVariable(entry: string): string {
	const end = entry.indexOf('=');
	return end === -1 ? entry : `${entry.slice(0, end)}=${leftOut}`;
}
