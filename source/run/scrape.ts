import {hasProcesses} from '../container.js';
import {isOfGone, type Reading} from '../metrics/reading.js';
import type {Scrape} from '../print/metrics-text.js';
import type {OomKills} from '../sampler/oom-kills.js';
import {lookAtOnce} from '../sampler/sampler.js';
import type {World} from './world.js';

// Docker tells once a second, Podman once in five: what is older has stopped to come.
const mostMilliseconds = 15_000;

/** What `serve` tells of: one look at all containers at each call. */
export function createScrape({store, source, clock}: Pick<World, 'store' | 'source' | 'clock'>, oomKills: OomKills): () => Scrape {
	// The engine's own statistics come once a second, and may be asked for more often; without it they would grow old.
	const fromEngine = new Map<string, {readonly reading: Reading; readonly at: number}>();
	return () => {
		const {rows, connection: {status}} = store.getState();
		const isUp = status === 'connecting' ? undefined : status === 'connected';
		const readings = lookAtOnce(source.read());
		const now = clock.now();
		for (const [id, reading] of readings) {
			fromEngine.set(id, {reading, at: now});
		}

		for (const [id, {reading, at}] of fromEngine) {
			if (isUp !== true || !rows.has(id) || reading.source !== 'engine' || now - at > mostMilliseconds) {
				fromEngine.delete(id);
			}
		}

		const containers = rows.values().map(({container}) => {
			const {id} = container;
			const latest = hasProcesses(container) ? readings.get(id) ?? fromEngine.get(id)?.reading : undefined;
			const reading = latest === undefined || isOfGone(latest) ? undefined : latest;
			return {container, reading, oomKills: oomKills.count(id, reading?.memory?.oomKills)};
		}).toArray();
		return {containers, host: source.readHost(), isUp};
	};
}
