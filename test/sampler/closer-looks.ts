import test from 'ava';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import {openLiveLab} from '../support/live-lab.js';
import {listOpenFiles} from '../support/machine.js';

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: the tree and a close look are there while they are wanted, and their files are let go afterwards`, t => {
		const {source, container, folder} = openLiveLab(t, {recording});
		const limited = container('limited');
		source.follow([limited], []);
		const wanted = {processesOf: undefined, confinementOf: undefined, hasCgroups: true, selected: undefined} as const;
		const nothing = {...wanted, hasCgroups: false, closeUp: undefined} as const;
		lookAtOnce(source.read());
		// Whether v1 counts block I/O at all is asked of one file, which stays open.
		source.look({...wanted, closeUp: undefined});
		source.look(nothing);
		const before = listOpenFiles(folder);

		const looks = source.look({...wanted, closeUp: {kind: 'container', id: limited.id}});
		t.true(looks.cgroups?.nodes.some(({path}) => path.includes(limited.id)));
		t.is(looks.closeUp?.reading.memory?.currentBytes, lookAtOnce(source.read()).get(limited.id)?.memory?.currentBytes);
		t.true(looks.closeUp?.texts.some(({path, text}) => path.endsWith('/net/dev') && text.startsWith('Inter-|')));

		const opened = listOpenFiles(folder);
		t.like(source.lookInside(limited.id), {processes: {containerId: limited.id}, confinement: {containerId: limited.id}});
		t.deepEqual(source.lookAtTexts(limited.id)?.texts, looks.closeUp?.texts);
		t.is(source.lookAtTexts('nobody'), undefined);
		t.deepEqual(listOpenFiles(folder), opened, 'a look inside a container changes nothing of it');

		const {path} = looks.cgroups!.nodes.find(node => node.path.includes(limited.id))!;
		const cgroup = source.look({...wanted, closeUp: {kind: 'cgroup', path}}).closeUp;
		t.deepEqual(cgroup?.reading.cpu, looks.closeUp?.reading.cpu);
		t.true(cgroup?.texts.every(({path: file}) => !file.endsWith('/net/dev')), 'a cgroup has no network of its own');
		t.is(source.look({...wanted, closeUp: {kind: 'cgroup', path: '/nowhere'}}).closeUp, undefined);

		t.is(source.look(nothing).cgroups, undefined);
		t.deepEqual(listOpenFiles(folder), before);
	});
}
