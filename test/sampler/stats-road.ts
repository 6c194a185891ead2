import {once} from 'node:events';
import {cpSync, rmSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import test from 'ava';
import {EngineError} from '../../source/errors.js';
import {blockRoad} from '../../source/sampler/road.js';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import {openStatsRoad} from '../../source/sampler/stats-road.js';
import {makeReading} from '../support/containers.js';
import {type LiveLab, openLiveLab} from '../support/live-lab.js';
import {denyFile, listOpenFiles, writeFiles} from '../support/machine.js';

const blocked: ReadonlyArray<readonly [title: string, block: (lab: LiveLab, pid: number) => void, reason: RegExp]> = [
	['whose pid is a stranger\'s here, as with a socket forwarded from another machine', ({folder}, pid) => {
		writeFiles(folder, {[`proc/${pid}/cgroup`]: '0::/system.slice/ssh.service\n'});
	}, /^The main process is in the cgroup \/system\.slice\/ssh\.service, which is not the container's own\.$/v],
	['whose pid is that of another container here', ({folder, container}, pid) => {
		cpSync(`${folder}/proc/${container('unlimited').detail!.pid}/cgroup`, `${folder}/proc/${pid}/cgroup`);
	}, /which is not the container's own\.$/v],
	['whose pid is not here', ({folder}, pid) => {
		rmSync(`${folder}/proc/${pid}`, {recursive: true});
	}, /^There is no process \d+ here: the engine may be on another machine\.$/v],
	['whose cgroup may not be read', ({folder}, pid) => {
		denyFile(`${folder}/proc/${pid}/cgroup`);
	}, /may not be read|denied|permission/iv],
];

for (const [title, block, reason] of blocked) {
	test(`a container ${title} is asked from the engine, and says why`, async t => {
		const lab = openLiveLab(t);
		const limited = lab.container('limited');
		block(lab, limited.detail!.pid!);
		t.deepEqual(lab.source.follow([limited], []), [limited.id]);
		t.deepEqual(lab.asked, [limited.id]);
		t.deepEqual(lookAtOnce(lab.source.read()).keys().toArray(), []);
		await lab.tell(makeReading(1, {source: 'engine'}));
		const reading = lookAtOnce(lab.source.read()).get(limited.id)!;
		t.is(reading.source, 'engine');
		t.is(reading.namespaces, undefined);
		t.regex(reading.problems.map(problem => problem.reason).join('; '), reason);
		t.deepEqual(listOpenFiles(lab.folder), []);
	});
}

test('an engine on another machine is asked, though a process with that pid is here', async t => {
	const {source, container, asked, tell} = openLiveLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	t.deepEqual(asked, [limited.id]);
	await tell(makeReading(1, {source: 'engine'}));
	t.like(lookAtOnce(source.read()).get(limited.id), {source: 'engine', namespaces: undefined, problems: {0: {group: 'cgroup'}}});
});

test('each reading of the stats API is handed out once, for the same one again would look like no use at all', async t => {
	const {source, container, tell} = openLiveLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	await tell(makeReading(1, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).size, 1);
	t.is(lookAtOnce(source.read()).size, 0);
	await tell(makeReading(2, {source: 'engine'}));
	await tell(makeReading(3, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).get(limited.id)?.takenAtMicroseconds, 3_000_000);
});

test('statistics that break off say why until there are some, and are asked for again when the container is told again', async t => {
	const {source, container, tell, end, asked} = openLiveLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	await end(new EngineError('denied', 'A proxy forbids it.'));
	const read = () => lookAtOnce(source.read()).get(limited.id);
	t.deepEqual([read()?.problems[0]?.reason, read()?.problems[0]?.reason], ['A proxy forbids it.', 'A proxy forbids it.']);
	t.deepEqual(source.follow([limited], []), [limited.id]);
	t.deepEqual(asked, [limited.id, limited.id]);
	await tell(makeReading(1, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).size, 1);
});

test('statistics that the engine ends without an error, as Podman does, leave no last numbers behind', async t => {
	const {source, container, tell, end} = openLiveLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	await tell(makeReading(1, {source: 'engine'}));
	await end();
	const {cpu, memory, problems} = lookAtOnce(source.read()).get(limited.id)!;
	t.deepEqual([cpu, memory], [undefined, undefined]);
	t.is(problems[0]?.reason, 'The engine has ended its statistics.');
});

test('an engine that tells nothing any more leaves no last numbers behind, and is asked again after a pause', async t => {
	let now = 1e9;
	const signals: AbortSignal[] = [];
	const engine = {
		async * watchStats(_id: string, signal: AbortSignal) {
			signals.push(signal);
			yield makeReading(signals.length, {source: 'engine'});
			await once(signal, 'abort');
		},
	};
	const road = openStatsRoad(engine, 'web', blockRoad('Its files are out of reach.'), () => now);
	t.teardown(road.close);
	for (const count of [1, 2]) {
		await setImmediate();
		t.is(signals.length, count);
		t.not(road.read(0)?.cpu, undefined);
		now += 14_900_000;
		t.is(road.read(0), undefined);
		now += 100_000;
		for (let look = 0; look < 2; look++) {
			t.like(road.read(0), {cpu: undefined, problems: {0: {reason: 'The engine has told no numbers for 15 seconds.'}}});
		}

		t.true(road.hasEnded());
		t.true(signals.at(-1)?.aborted);
		now += 3_000_000;
		t.is(road.read(0)?.cpu, undefined);
	}
});

for (const [title, failure] of [['by the engine', undefined], ['by an error', new EngineError('failed', 'It failed.')]] as const) {
	test(`statistics that were ended ${title} are asked for again after a pause, once for each end, until nobody wants them`, async t => {
		let now = 1e9;
		let opened = 0;
		const engine = {
			async * watchStats() {
				opened++;
				yield makeReading(opened, {source: 'engine'});
				if (failure !== undefined) {
					throw failure;
				}
			},
		};
		const road = openStatsRoad(engine, 'web', blockRoad('Its files are out of reach.'), () => now);
		await setImmediate();
		t.is(road.read(0)?.problems[0]?.reason, failure?.message ?? 'The engine has ended its statistics.');
		t.true(road.hasEnded());
		now += 2_900_000;
		t.is(road.read(0)?.cpu, undefined);
		t.is(opened, 1);
		now += 100_000;
		road.read(0);
		road.read(0);
		t.is(opened, 2);
		t.false(road.hasEnded());
		await setImmediate();
		t.true(road.hasEnded());
		road.close();
		now += 3_000_000;
		t.is(road.read(0), undefined);
		t.is(opened, 2);
	});
}

test('statistics of what has ended are no longer asked for', async t => {
	const {source, container, ended} = openLiveLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	source.follow([{...limited, status: 'exited'}], []);
	await setImmediate();
	t.deepEqual(ended, [limited.id]);
	t.is(lookAtOnce(source.read()).size, 0);
});
