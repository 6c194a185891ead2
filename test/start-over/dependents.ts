import {Buffer} from 'node:buffer';
import test from 'ava';
import {orderByDependence} from '../../source/start-over/dependents.js';
import type {Inspect} from '../../source/start-over/inspect.js';
import {alter, readRecordedInspect} from '../support/start-over/recorded.js';

const plain = readRecordedInspect('plain');

function make(name: string, change: {readonly host?: Readonly<Record<string, unknown>>; readonly labels?: Readonly<Record<string, string>>} = {}): Inspect {
	return alter(plain, {
		document: {Id: Buffer.from(name).toString('hex').padEnd(64, '0'), Name: `/${name}`},
		config: {Labels: change.labels ?? {}},
		...(change.host !== undefined && {host: change.host}),
	});
}

const service = (name: string, dependsOn = ''): Inspect => make(name, {
	labels: {'com.docker.compose.project': 'lab', 'com.docker.compose.service': name, 'com.docker.compose.depends_on': dependsOn},
});

const order = (...inspects: readonly Inspect[]): string => orderByDependence(inspects).map(({name}) => name).join(' ');

test('those that others need go first', t => {
	t.is(order(make('a', {host: {NetworkMode: 'container:b'}}), make('b')), 'b a', 'network');
	t.is(order(make('a', {host: {PidMode: `container:${make('b').id}`}}), make('b')), 'b a', 'processes, by id');
	t.is(order(make('a', {host: {VolumesFrom: ['b:ro']}}), make('b')), 'b a', 'volumes');
	t.is(order(make('a', {host: {Links: ['/b:/a/db']}}), make('b')), 'b a', 'link');
	t.is(order(service('web', 'api:service_started:false'), service('api', 'db:service_healthy:true'), service('db')), 'db api web', 'compose');
});

test('without need the order stays', t => {
	t.is(order(make('c'), make('a'), make('b')), 'c a b');
	t.is(order(service('web', 'db:service_started:false'), make('db')), 'web db', 'a db of no compose project is another one');
});

test('a circle is cut where it began', t => {
	t.is(order(make('a', {host: {Links: ['/b:/a/x']}}), make('b', {host: {Links: ['/a:/b/x']}})), 'b a');
});
