import type {Engine} from '../../../source/engine/engine.js';

/** One request to the engine, counted from 1 over all functions. */
export type Call = {
	readonly number: number;
	readonly name: keyof Engine;
	readonly words: readonly unknown[];
};

type Request = (...words: readonly unknown[]) => Promise<unknown>;

/** The same engine, where `around` decides what becomes of each request. */
export function interceptEngine(engine: Engine, around: (call: Call, request: () => Promise<unknown>) => Promise<unknown>): Engine {
	let number = 0;
	return new Proxy(engine, {
		get(target, key: keyof Engine) {
			const value = target[key];
			if (typeof value !== 'function') {
				return value;
			}

			return async (...words: readonly unknown[]) => {
				number++;
				return around({number, name: key, words}, async () => (value as Request)(...words));
			};
		},
	});
}

/** Requests after which something on the engine is not as it was. */
const changing: ReadonlySet<keyof Engine> = new Set(['create', 'connectNetwork', 'disconnectNetwork', 'rename', 'update', 'stop', 'start', 'pause', 'commit', 'remove']);

export function isChange({name}: Call): boolean {
	return changing.has(name);
}
