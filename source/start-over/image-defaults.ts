import {isDeepStrictEqual} from 'node:util';
import {asDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {isUnset, omit, rawTexts} from './inspect.js';

/** Fields that the engine fills in from the image as a whole when the create body has none. */
const wholeFields = ['User', 'WorkingDir', 'StopSignal', 'Healthcheck', 'Shell', 'ArgsEscaped', 'OnBuild'] as const;
/** Fields in which the engine adds the image's keys to those of the create body. */
const keyedFields = ['Labels', 'ExposedPorts', 'Volumes'] as const;

/**
 * Leaves of a container's `Config` only what its image did not give it: what somebody typed. The engine mixes the image's
 * defaults into `Config` when it makes the container (moby `daemon/commit.go`, `merge()`), so this is the way back.
 */
export function subtractImageDefaults(config: EngineDocument, image: EngineDocument): EngineDocument {
	const own = omit(config, wholeFields.filter(field => isDeepStrictEqual(config[field], image[field])));
	for (const field of keyedFields) {
		const defaults = asDocument(image[field]);
		const entries = Object.entries(asDocument(config[field]))
			.filter(([key, value]) => !Object.hasOwn(defaults, key) || !isDeepStrictEqual(value, defaults[key]));
		own[field] = Object.fromEntries(entries);
	}

	const defaultEnv = new Set(rawTexts(image.Env));
	own.Env = rawTexts(config.Env).filter(variable => !defaultEnv.has(variable));
	return {...own, ...subtractCommand(config, image)};
}

/**
 * `Entrypoint` and `Cmd` as somebody typed them, undefined where they were left to the image. The engine takes the
 * image's command only when the entrypoint was left to the image too, so they have to be looked at together.
 */
function subtractCommand(config: EngineDocument, image: EngineDocument): {readonly Entrypoint: unknown; readonly Cmd: unknown} {
	const isOwnCommand = !isSameList(config.Cmd, image.Cmd);
	const isOwnEntrypoint = !isSameList(config.Entrypoint, image.Entrypoint) || (isOwnCommand && isUnset(config.Cmd));
	return {
		Entrypoint: isOwnEntrypoint ? clearableEntrypoint(config.Entrypoint) : undefined,
		Cmd: isOwnCommand || isOwnEntrypoint ? config.Cmd : undefined,
	};
}

/** An entrypoint to send: the engine takes `[""]` for "none, and not the image's either". */
export function clearableEntrypoint(entrypoint: unknown): unknown {
	return isUnset(entrypoint) ? [''] : entrypoint;
}

/** The engine writes no list as null, empty or not at all. */
function isSameList(one: unknown, other: unknown): boolean {
	return isUnset(one) ? isUnset(other) : isDeepStrictEqual(one, other);
}

/** `Config` of an image's inspect document. */
export function imageConfig(image: EngineDocument | undefined): EngineDocument {
	return asDocument(image?.Config);
}
