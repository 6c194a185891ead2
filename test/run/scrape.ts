import test from 'ava';
import type {Reading} from '../../source/metrics/reading.js';
import {createScrape} from '../../source/run/scrape.js';
import {createOomKills} from '../../source/sampler/oom-kills.js';
import type {Source} from '../../source/sampler/sampler.js';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {createTestClock} from '../support/clock.js';
import {makeContainer, makeReading} from '../support/containers.js';
import {createScriptedEngine} from '../support/scripted-engine.js';

test('the engine\'s own statistics stand for a scrape that comes before new ones, and no longer than fifteen seconds', async t => {
	const clock = createTestClock();
	const {engine} = createScriptedEngine();
	const web = makeContainer('web');
	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({type: 'connected', engine: await engine.readInfo()});
	store.dispatch({type: 'listed', containers: [web]});
	let told: ReadonlyMap<string, Reading> = new Map();
	const source: Source = {
		follow: () => [],
		* read() {
			const readings = told;
			told = new Map();
			return readings;
		},
		readHost: () => undefined,
		look: () => ({}),
		close: () => undefined,
	};
	const scrape = createScrape({store, source, clock}, createOomKills());
	const readUsage = (): number | undefined => scrape().containers[0]?.reading?.cpu?.usageMicroseconds;
	t.is(readUsage(), undefined);
	told = new Map([[web.id, makeReading(1, {source: 'engine', cpu: {usageMicroseconds: 5}})]]);
	t.is(readUsage(), 5);
	await clock.advance(15_000);
	t.is(readUsage(), 5);
	await clock.advance(1);
	t.is(readUsage(), undefined);
	told = new Map([[web.id, makeReading(20, {cpu: {usageMicroseconds: 7}})]]);
	t.is(readUsage(), 7);
	t.is(readUsage(), undefined);
});
