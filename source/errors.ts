/** Everything dockdash throws on purpose. The message is one sentence for the user: what happened, where, and what to do. */
export class DockdashError extends Error {
	override readonly name: string = 'DockdashError';
}

/**
 * Why the engine did not do what was asked.
 *
 * - `unreachable`: nothing answers at the address.
 * - `denied`: the address is there, and we may not use it.
 * - `gone`: what was asked about does not exist (any more).
 * - `conflict`: the engine refused because of the present state (name taken, already in progress).
 * - `unsupported`: this engine or API version does not know the request.
 * - `failed`: everything else; the engine's own sentence is in the message.
 */
export type EngineErrorKind = 'unreachable' | 'denied' | 'gone' | 'conflict' | 'unsupported' | 'failed';

/** A failed request to the engine; see {@link EngineErrorKind}. */
export class EngineError extends DockdashError {
	override readonly name = 'EngineError';

	constructor(readonly kind: EngineErrorKind, message: string, options?: ErrorOptions) {
		super(message, options);
	}
}

/** A file or document that does not have the form it should have. The path says where to look. */
export class ParseError extends DockdashError {
	override readonly name = 'ParseError';

	constructor(readonly path: string, problem: string, options?: ErrorOptions) {
		super(`${path}: ${problem}`, options);
	}
}

/** The sentence to show a user for anything that was thrown. */
export function formatError(error: unknown): string {
	if (error instanceof Error) {
		return error.message.split('\n', 1)[0] ?? error.name;
	}

	return String(error);
}

/** What the engine tells, or undefined for what does not exist (any more). Rejects with any other failure. */
export async function whenThere<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof EngineError && error.kind === 'gone') {
			return undefined;
		}

		throw error;
	}
}
