import type {
	EngineEvent, EngineInfo, Image, LogLine,
} from '../container.js';
import {asDocument, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {Reading} from '../metrics/reading.js';
import {createFeed, type Feed} from './feed.js';
import {isRunning, type LabContainer} from './lab-container.js';
import {createLabLooks, type LabLooks} from './lab-looks.js';
import type {Line} from './line.js';
import {shiftTimes, type Shift} from './shift.js';

/** What there is at one moment of a recording: the lines up to it make it, and what was done to it here changes it. */
export type Lab = {
	readonly containers: Map<string, LabContainer>;
	readonly images: () => readonly Image[];
	readonly imageDocuments: Map<string, EngineDocument>;
	readonly setImages: (images: readonly Image[]) => void;
	/** Undefined until the recording tells it. */
	readonly info: () => EngineInfo | undefined;
	readonly events: Feed<EngineEvent>;
	readonly logs: Feed<{readonly id: string; readonly lines: readonly LogLine[]}>;
	/** Tells when `info` is known. */
	readonly infos: Feed<EngineInfo>;
	/** With a shift it happens later than it was recorded. */
	readonly apply: (line: Line, shift?: Shift) => void;
	/** Forgets all that was recorded, and with `isTouchedToo` what was done here. */
	readonly rewind: (isTouchedToo: boolean) => void;
	/** Counters go on from what they were before the rewind, and count what comes to the present look from now on. */
	readonly resume: () => void;
	/** A container that was removed here, and does not come back. */
	readonly remove: (id: string) => void;
	readonly looks: Pick<LabLooks, 'takeReadings' | 'look' | 'host'>;
};

const linesKept = 5000;

/** An empty lab, to be filled with the lines of a recording. */
export function createLab(): Lab {
	const containers = new Map<string, LabContainer>();
	const imageDocuments = new Map<string, EngineDocument>();
	const events = createFeed<EngineEvent>();
	const logs: Lab['logs'] = createFeed();
	const infos = createFeed<EngineInfo>();
	const removed = new Set<string>();
	let images: readonly Image[] = [];
	let areImagesTouched = false;
	let info: EngineInfo | undefined;
	const looks = createLabLooks(containers);
	/** What was last given of containers that were forgotten in a rewind, and the start of that run of theirs. */
	const before = new Map<string, {readonly given: Reading; readonly startedAt: unknown}>();

	/** The recording tells something that no event of the engine need have told. */
	const announce = (type: 'container' | 'image', id: string): void => {
		events.tell({
			type, action: 'recorded', id, name: '', at: 0, attributes: {},
		});
	};

	const applyContainer = (document: EngineDocument): void => {
		const id = asText(document['Id']);
		const known = containers.get(id);
		if (known?.isTouched === true || removed.has(id)) {
			return;
		}

		containers.set(id, known === undefined
			? {
				id, document, changes: [], log: [], isTouched: false, hasOwnLimits: false, numbersOf: id, resumes: undefined, given: undefined,
			}
			: {...known, document});
		announce('container', id);
	};

	const apply = (line: Line, shift?: Shift): void => {
		const milliseconds = shift?.milliseconds ?? 0;
		switch (line.kind) {
			case 'info': {
				info = line.info;
				infos.tell(info);
				break;
			}

			case 'container': {
				applyContainer(shift === undefined ? line.document : shiftTimes(line.document, shift));
				break;
			}

			case 'gone': {
				if (containers.get(line.id)?.isTouched === false) {
					containers.delete(line.id);
					announce('container', line.id);
				}

				break;
			}

			case 'images': {
				if (!areImagesTouched) {
					({images} = line);
					announce('image', '');
				}

				break;
			}

			case 'image': {
				imageDocuments.set(asText(line.document['Id']), line.document);
				break;
			}

			case 'changes': {
				const container = containers.get(line.id);
				if (container?.isTouched === false) {
					container.changes = line.changes;
				}

				break;
			}

			case 'event': {
				if (containers.get(line.event.id)?.isTouched !== true) {
					events.tell({...line.event, at: line.event.at + milliseconds});
				}

				break;
			}

			case 'log': {
				for (const container of containers.values().filter(({numbersOf, document}) => numbersOf === line.id && isRunning(document))) {
					const lines = line.lines.map(one => ({...one, at: one.at === undefined ? undefined : one.at + milliseconds}));
					container.log = [...container.log, ...lines].slice(-linesKept);
					logs.tell({id: container.id, lines});
				}

				break;
			}

			case 'tick':
			case 'processes':
			case 'confinement':
			case 'cgroups':
			case 'texts': {
				looks.apply(line, milliseconds);
				break;
			}

			case 'end': {
				break;
			}
		}
	};

	return {
		containers,
		images: () => images,
		imageDocuments,
		setImages(changed) {
			areImagesTouched = true;
			images = changed;
			announce('image', '');
		},
		info: () => info,
		events,
		logs,
		infos,
		apply,
		rewind(isTouchedToo) {
			looks.forget();
			for (const [id, {isTouched, given, document}] of containers) {
				if (isTouchedToo || !isTouched) {
					containers.delete(id);
				}

				if (!isTouchedToo && given !== undefined) {
					before.set(id, {given, startedAt: startOf(document)});
				}
			}

			if (isTouchedToo) {
				areImagesTouched = false;
				removed.clear();
			}
		},
		resume() {
			for (const container of containers.values()) {
				const past = before.get(container.id);
				if (past !== undefined && !container.isTouched && past.startedAt === startOf(container.document)) {
					container.resumes = {base: past.given, from: undefined};
				}

				if (container.resumes !== undefined) {
					container.resumes.from ??= looks.latest(container.numbersOf);
				}
			}

			before.clear();
		},
		remove(id) {
			containers.delete(id);
			removed.add(id);
		},
		looks,
	};
}

/** Counters of one run of a container say nothing about those of another. */
function startOf(document: EngineDocument): unknown {
	return asDocument(document['State'])['StartedAt'];
}
