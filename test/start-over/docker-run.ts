import test from 'ava';
import {quoteForShell} from '../../source/start-over/shell-words.js';
import {alter, planRecorded, readRecordedInspect} from '../support/start-over/recorded.js';

test('a plain container is a plain line', t => {
	t.is(planRecorded('plain').plan.command, 'docker run -d --name lab-plain --stop-timeout 1 --init lab:1');
});

test('further networks are lines of their own', t => {
	t.is(planRecorded('two-networks').plan.command, [
		'docker run -d --name lab-two-networks --stop-timeout 1 --network lab-one --network-alias first --ip 10.231.1.78 --init lab:1',
		'docker network connect --alias second --ip 10.231.2.78 lab-two lab-two-networks',
	].join('\n'));
});

test('what the image gives is not in it', t => {
	t.is(planRecorded('image-volume').plan.command, 'docker run -d --name lab-image-volume --stop-timeout 1 --init lab-entry:1 1000');
	t.is(planRecorded('cleared-entrypoint').plan.command, 'docker run -d --name lab-cleared-entrypoint --stop-timeout 1 --init --entrypoint \'\' lab-entry:1 sleep 1000');
});

test('mounts, volumes and ports have the words of the docker command', t => {
	t.regex(planRecorded('mounts').plan.command, / --mount type=volume,source=lab-keep,target=\/m1,readonly=true,volume-nocopy=true --mount type=bind,source=\/usr,target=\/m2,readonly=true,bind-propagation=rprivate --mount type=tmpfs,target=\/m3,tmpfs-size=1048576,tmpfs-mode=1770 /v);
	t.regex(planRecorded('ports').plan.command, / -p 80 -p 127\.0\.0\.1::81 /v);
	t.regex(planRecorded('anonymous-volume').plan.command, / -v \/data /v);
	t.regex(planRecorded('volumes-from').plan.command, / --volumes-from lab-host:ro /v);
});

test('an entrypoint of several words goes on before the command', t => {
	const inspect = alter(readRecordedInspect('plain'), {config: {Entrypoint: ['/bin/sh', '-c', 'a b'], Cmd: ['x']}});
	t.regex(planRecorded('plain', {}, {inspect}).plan.command, / --entrypoint \/bin\/sh lab:1 -c 'a b' x$/v);
});

test('words are quoted so that a shell reads them as they are, and a terminal shows them harmlessly', t => {
	t.is(quoteForShell('a/b:c=1,2@x.y-z'), 'a/b:c=1,2@x.y-z');
	t.is(quoteForShell(''), '\'\'');
	t.is(quoteForShell('it\'s $HOME'), String.raw`'it'\''s $HOME'`);
	t.is(quoteForShell('one\ntwo\\'), String.raw`$'one\ntwo\\'`);
	t.is(quoteForShell('\u{1B}[31m'), String.raw`$'\x1b[31m'`);
	t.is(quoteForShell('\u{202E}gr\u{FC}n'), String.raw`$'\xe2\x80\xaegrün'`);
});
