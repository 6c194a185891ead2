import {readFileSync} from 'node:fs';
import type {EngineInfo} from '../../../source/container.js';
import {convertInspectedContainer} from '../../../source/engine/docker-convert-container.js';
import type {EngineDocument} from '../../../source/engine/engine.js';
import {defaultChoices, type StartOverChoices} from '../../../source/replacement.js';
import {type Inspect, parseInspect} from '../../../source/start-over/inspect.js';
import {planStartOver, type Prepared, type Situation} from '../../../source/start-over/plan.js';

/** A document as an engine sent it: `docker-20.10/plain`. */
export function readRecorded(name: string): EngineDocument {
	return JSON.parse(readFileSync(`test/fixtures/start-over/${name}.json`, 'utf8')) as EngineDocument;
}

export function readRecordedInspect(name: string): Inspect {
	return parseInspect(readRecorded(`docker-20.10/${name}`));
}

/** The engine of the recordings of Docker 20.10. */
export const recordedInfo = readRecorded('docker-20.10/info') as unknown as EngineInfo;

const images = ['lab', 'lab-0', 'lab-entry'].map(name => readRecorded(`docker-20.10/image-${name}`));

/** What is there when a recorded container is planned: its image, and the container that others joined. */
export function recordedSituation(name: string, change: Partial<Situation> = {}): Situation {
	const inspect = readRecordedInspect(name);
	const image = images.find(({Id}) => Id === inspect.imageId);
	const others = name === 'host' ? [] : [readRecordedInspect('host')];
	return {
		info: recordedInfo,
		inspect,
		image,
		newestImage: image,
		containers: [inspect, ...others].map(({document}) => convertInspectedContainer(document)).filter(container => container !== undefined),
		others,
		changes: [],
		layerBytes: 0,
		ownContainerId: undefined,
		at: new Date('2026-11-24T04:12:11Z'),
		...change,
	};
}

/** Plans a recorded container; throws when it is refused. */
export function planRecorded(name: string, choices: Partial<StartOverChoices> = {}, change: Partial<Situation> = {}): Prepared {
	const prepared = planStartOver(recordedSituation(name, change), {...defaultChoices, ...choices});
	if ('kind' in prepared) {
		throw new Error(`${name} was refused: ${prepared.reason}`);
	}

	return prepared;
}

/** Why a recorded container is refused. */
export function refuseRecorded(name: string, change: Partial<Situation>, choices: Partial<StartOverChoices> = {}): string | undefined {
	const prepared = planStartOver(recordedSituation(name, change), {...defaultChoices, ...choices});
	return 'kind' in prepared ? prepared.reason : undefined;
}

/** A recorded inspect with other fields. */
export function alter(inspect: Inspect, change: {readonly config?: EngineDocument; readonly host?: EngineDocument; readonly document?: EngineDocument}): Inspect {
	const {document} = inspect;
	return parseInspect({
		...document,
		...change.document,
		Config: {...inspect.config, ...change.config},
		HostConfig: {...inspect.host, ...change.host},
	});
}

