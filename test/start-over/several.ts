import test from 'ava';
import {EngineError} from '../../source/errors.js';
import {defaultChoices} from '../../source/replacement.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOverSeveral} from '../../source/start-over/several.js';
import {undoStartOver} from '../../source/start-over/undo.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {interceptEngine} from '../support/start-over/faults.js';
import {
	countFiles, inTurn, makeBroken, makeSurroundings, quickly, readFootprint, removeAll,
} from '../support/start-over/lab.js';
import {prefix, type Shape} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

/** A service of a compose file. */
function service(name: string, dependsOn: string): Shape {
	const labels = [`project=${prefix}`, `service=${name}`, `depends_on=${dependsOn}`];
	return {title: '', flags: labels.flatMap(label => ['--label', `com.docker.compose.${label}`]), has: {}};
}

testWithEngine('a failure in the middle stops what depends on it, and nothing else', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	const names = ['web', 'api', 'db', 'job'].map(name => `${prefix}-half-${name}`);
	const [web = '', api = '', database = '', job = ''] = names;
	await makeBroken(service('web', 'api:service_started:true'), web);
	await makeBroken(service('api', 'db:service_healthy:true'), api);
	await makeBroken(service('db', ''), database);
	await makeBroken({title: '', has: {}}, job);
	const before = await Promise.all(names.map(async name => readFootprint(engine, name)));
	const plans = await prepareStartOver(engine, names, defaultChoices);
	t.deepEqual(plans.map(({name}) => name), [database, api, web, job]);

	const {id: apiId} = (await engine.inspectContainer(api)).container;
	const broken = interceptEngine(engine, async (call, request) => {
		const [id] = call.words;
		if (call.name === 'stop' && id === apiId) {
			throw new EngineError('failed', 'it does not stop');
		}

		return request();
	});
	const told: string[] = [];
	const outcomes = await startOverSeveral(broken, plans, {
		folder,
		settle: quickly,
		onOutcome({name, kind}) {
			told.push(`${name} ${kind}`);
		},
	});
	t.deepEqual(outcomes.map(({kind}) => kind), ['done', 'restored', 'skipped', 'done']);
	t.deepEqual(told.toSorted(), [`${api} restored`, `${database} done`, `${job} done`, `${web} skipped`].toSorted());
	t.regex(outcomes[1]?.sentence ?? '', /all is as before: it does not stop/v);
	t.regex(outcomes[2]?.sentence ?? '', new RegExp(`${web} was left as it is, because ${api}, on which it depends, was not started over`, 'v'));
	t.is(await countFiles(folder), 2, 'those two can be undone');

	const reports = await undoStartOver(engine, folder);
	t.deepEqual(reports.map(({name, isDone}) => `${name} ${isDone}`).toSorted(), [`${database} true`, `${job} true`]);
	t.deepEqual(await Promise.all(names.map(async name => readFootprint(engine, name))), before);
	t.is(await countFiles(folder), 0);
}));

testWithEngine('those that use another one, by namespace, volumes or link, go after it and find the new one', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	const base = `${prefix}-base`;
	const users = [['net', '--network', `container:${base}`], ['vol', '--volumes-from', base], ['link', '--link', `${base}:db`]] as const;
	await makeBroken({title: '', flags: ['-v', '/shared'], has: {}}, base);
	for (const [name, ...flags] of users) {
		await makeBroken({title: '', flags, has: {}}, `${base}-${name}`);
	}

	const plans = await prepareStartOver(engine, [base], {...defaultChoices, includesDependents: true});
	t.is(plans[0]?.name, base);
	t.deepEqual(plans.slice(1).map(({name}) => name).toSorted(), users.map(([name]) => `${base}-${name}`).toSorted());
	const outcomes = await startOverSeveral(engine, plans, {folder, settle: quickly});
	t.deepEqual(outcomes.map(({kind, isRunning}) => [kind, isRunning]), plans.map(() => ['done', true]), outcomes.map(({sentence}) => sentence).join(' '));

	const {container: {id}} = await engine.inspectContainer(base);
	t.is(await docker('inspect', '--format', '{{.HostConfig.NetworkMode}}', `${base}-net`), `container:${id}`);
	const volumeOf = async (name: string): Promise<string> => docker('inspect', '--format', '{{range .Mounts}}{{.Name}}{{end}}', name);
	t.is(await volumeOf(`${base}-vol`), await volumeOf(base));
	t.is(await docker('exec', `${base}-link`, 'cat', '/etc/hosts').then(hosts => hosts.includes('\tdb ')), true);
}));
