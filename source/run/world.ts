import {homedir} from 'node:os';
import process from 'node:process';
import {resolveEndpoint} from '../engine/contexts.js';
import {createDockerEngine} from '../engine/docker.js';
import type {Engine} from '../engine/engine.js';
import {createHost} from '../host/system.js';
import type {NamespaceReading} from '../metrics/reading.js';
import type {CommonOptions} from '../options.js';
import {readHostNamespaces} from '../process/namespaces.js';
import type {Player} from '../recording/player.js';
import {tapWorld, type Tap} from '../recording/tap.js';
import {systemClock, type Clock} from '../sampler/clock.js';
import {createLiveSource} from '../sampler/live-source.js';
import type {Source} from '../sampler/sampler.js';
import {startSession} from '../session.js';
import {createState} from '../store/state.js';
import {createStore, type Store} from '../store/store.js';

/** All that a session needs. */
export type World = {
	readonly store: Store;
	readonly engine: Engine;
	readonly source: Source;
	readonly clock: Clock;
	readonly hostNamespaces: NamespaceReading | undefined;
	/** Hears what comes through engine and source; undefined where they are a recording. */
	readonly tap?: Tap;
	/** What plays the recording that this is; undefined is live. */
	readonly player?: Player;
	/** Keeps the store true until what it returns is called; see `startSession`. */
	readonly begin: (driftWanted: () => readonly string[]) => () => void;
};

/** The engine that the options and the environment name. Returns before it answers; throws `DockdashError` when the address is none. */
export function openEngine({host, context}: CommonOptions): Engine {
	return createDockerEngine(resolveEndpoint({
		host, context, environment: process.env, homeFolder: homedir(),
	}));
}

/** This machine's kernel and that engine, and a store for what they say. */
export function openWorld(options: CommonOptions): World & {readonly tap: Tap} {
	const {procRoot, cgroupRoot, intervalMilliseconds, isAll} = options;
	const clock = systemClock;
	const engine = openEngine(options);
	const tap = tapWorld({
		engine,
		source: createLiveSource({
			engine, host: createHost({procRoot}), procRoot, cgroupRoot,
		}),
	});
	const ports = {
		engine: tap.engine,
		source: tap.source,
		tap,
		clock,
		hostNamespaces: engine.isLocal ? readHostNamespaces(procRoot) : undefined,
		store: createStore(createState({
			address: engine.address, intervalMilliseconds, isShowingAll: isAll, now: clock.now(),
		})),
	};
	return {...ports, begin: driftWanted => startSession(ports, driftWanted)};
}
