import type {Mount} from '../container.js';
import {asDocument, asDocuments, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {PlannedVolume, StartOverChoices} from '../replacement.js';
import {type Inspect, isUnset, rawText, rawTexts} from './inspect.js';

/** Engines name an anonymous volume with 64 random digits. */
export function isAnonymousName(name: string): boolean {
	return /^[\da-f]{64}$/v.test(name);
}

/** One entry of `HostConfig.Binds`: `SOURCE:TARGET[:OPTIONS]`. */
export type Bind = {
	readonly source: string;
	readonly target: string;
	readonly options: string | undefined;
};

export function parseBind(bind: string): Bind {
	const [source = '', target = '', ...options] = bind.split(':');
	return {source, target, options: options.length === 0 ? undefined : options.join(':')};
}

/**
 * The anonymous volumes that the container owns. What came from another container by `--volumes-from` is not its own;
 * one that an earlier start over kept, and that is therefore in `Binds`, still is.
 */
export function selectAnonymousVolumes(inspect: Inspect, sources: readonly Inspect[]): readonly EngineDocument[] {
	const shared = new Set(sources.flatMap(({mounts}) => mounts).map(mount => rawText(mount.Name)));
	return inspect.mounts.filter(mount => mount.Type === 'volume' && isAnonymousName(rawText(mount.Name))
		&& !shared.has(rawText(mount.Name)) && isLeftToTheEngine(inspect, rawText(mount.Destination)));
}

function isLeftToTheEngine({config, host}: Inspect, target: string): boolean {
	const isVolumeOfImage = Object.hasOwn(asDocument(config.Volumes), target);
	const bind = rawTexts(host.Binds).map(text => parseBind(text)).find(candidate => candidate.target === target);
	if (bind !== undefined) {
		return isVolumeOfImage && isAnonymousName(bind.source);
	}

	const mount = asDocuments(host.Mounts).find(({Target}) => Target === target);
	return mount === undefined ? isVolumeOfImage : isUnset(mount.Source);
}

export function planVolumes(anonymous: readonly EngineDocument[], choice: StartOverChoices['volumes']): readonly PlannedVolume[] {
	return anonymous.map(mount => ({
		name: asText(mount.Name), target: asText(mount.Destination), fate: choice === 'keep' ? 'kept' : 'fresh',
	}));
}

/** Named volumes, binds, and what comes from other containers. A tmpfs is empty after each start anyway. */
export function selectStaying(inspect: Inspect, anonymous: readonly EngineDocument[]): readonly Mount[] {
	return inspect.mounts.filter(mount => !anonymous.includes(mount) && mount.Type !== 'tmpfs').map(mount => ({
		kind: asText(mount.Type),
		source: asText(mount.Type === 'volume' ? mount.Name : mount.Source),
		target: asText(mount.Destination),
		isReadOnly: mount.RW === false,
	}));
}

/** `Binds` and `Mounts` for the new container. A volume that is kept is named there; one that is to be fresh is not. */
export function convertVolumes({host}: Inspect, volumes: readonly PlannedVolume[]): {readonly Binds: unknown; readonly Mounts: unknown} {
	const fresh = new Set(volumes.filter(({fate}) => fate === 'fresh').map(({target}) => target));
	const kept = new Map(volumes.filter(({fate}) => fate === 'kept').map(({name, target}) => [target, name]));
	const mounts = asDocuments(host.Mounts);
	const binds = rawTexts(host.Binds).filter(bind => !fresh.has(parseBind(bind).target));
	const placed = new Set([...binds.map(bind => parseBind(bind).target), ...mounts.map(({Target}) => rawText(Target))]);
	const added = [...kept].filter(([target]) => !placed.has(target)).map(([target, name]) => `${name}:${target}`);
	return {
		Binds: isUnset(host.Binds) && added.length === 0 ? host.Binds : [...binds, ...added],
		Mounts: mounts.length === 0 ? host.Mounts : mounts.map(mount => nameSource(mount, kept)),
	};
}

function nameSource(mount: EngineDocument, kept: ReadonlyMap<string, string>): EngineDocument {
	const name = kept.get(rawText(mount.Target));
	return name === undefined ? mount : {...mount, Source: name};
}
