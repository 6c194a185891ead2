import type {
	EngineEvent, EngineInfo, HostReading, Image, LogLine,
} from '../container.js';
import {asDocument, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import type {CgroupLook, Reading} from '../metrics/reading.js';
import type {
	CloseLook, CloseTarget, Looks, Wanted,
} from '../store/looks.js';
import {createFeed, type Feed} from './feed.js';
import {isRunning, type LabContainer} from './lab-container.js';
import type {Line} from './line.js';
import {readNumbers} from './numbers.js';

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
	/** Numbers of the containers that run, once for each look. */
	readonly takeReadings: (isWanted?: (id: string) => boolean) => ReadonlyMap<string, Reading>;
	readonly look: (wanted: Wanted) => Looks;
	readonly host: () => HostReading | undefined;
};

export type Shift = {
	readonly milliseconds: number;
	/** Only times after this are meant, in ms since 1970: what was before the recording stays there. */
	readonly after: number;
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
	let look: Extract<Line, {kind: 'tick'}> | undefined;
	let host: HostReading | undefined;
	const latest = new Map<string, Reading>();
	const processes = new Map<string, ProcessesLook>();
	const confinements = new Map<string, ConfinementLook>();
	let cgroups: CgroupLook | undefined;
	/** Who had the numbers of the present look. */
	const told = new Set<string>();
	/** What was last given of containers that were forgotten in a rewind. */
	const before = new Map<string, Reading>();

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

		const base = before.get(id);
		containers.set(id, known === undefined
			? {
				id, document, changes: [], log: [], isTouched: false, numbersOf: id, resumes: base && {base, from: undefined}, given: undefined,
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

			case 'tick': {
				look = line;
				({host} = line);
				told.clear();
				for (const [id, reading] of Object.entries(line.readings)) {
					latest.set(id, {...reading, takenAtMicroseconds: reading.takenAtMicroseconds + (milliseconds * 1000)});
				}

				break;
			}

			case 'processes': {
				const takenAtMicroseconds = line.look.takenAtMicroseconds + (milliseconds * 1000);
				processes.set(line.look.containerId, {...line.look, takenAtMicroseconds});
				break;
			}

			case 'confinement': {
				confinements.set(line.look.containerId, line.look);
				break;
			}

			case 'cgroups': {
				cgroups = shift === undefined ? line.look : shiftTree(line.look, milliseconds);
				break;
			}

			case 'end': {
				break;
			}
		}
	};

	const findLook = <Look extends {readonly containerId: string}>(id: string | undefined, looks: ReadonlyMap<string, Look>): Look | undefined => {
		const container = id === undefined ? undefined : containers.get(id);
		const found = container !== undefined && isRunning(container.document) ? looks.get(container.numbersOf) : undefined;
		return found && container && {...found, containerId: container.id};
	};

	/** The texts that its numbers were made of were not recorded; those of a container are in its row. */
	const lookClosely = (target: CloseTarget): CloseLook | undefined => {
		const node = target.kind === 'cgroup' ? cgroups?.nodes.find(({path}) => path === target.path) : undefined;
		return node && {target, reading: node.reading, texts: []};
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
			look = undefined;
			latest.clear();
			processes.clear();
			confinements.clear();
			cgroups = undefined;
			told.clear();
			before.clear();
			for (const [id, {isTouched, given}] of containers) {
				if (isTouchedToo || !isTouched) {
					containers.delete(id);
				}

				if (!isTouchedToo && given !== undefined) {
					before.set(id, given);
				}
			}

			if (isTouchedToo) {
				areImagesTouched = false;
				removed.clear();
			}
		},
		resume() {
			for (const {resumes, numbersOf} of containers.values()) {
				if (resumes !== undefined) {
					resumes.from ??= latest.get(numbersOf);
				}
			}
		},
		remove(id) {
			containers.delete(id);
			removed.add(id);
		},
		takeReadings(isWanted = () => true) {
			const readings = new Map<string, Reading>();
			if (look === undefined) {
				return readings;
			}

			const fresh = new Set(Object.keys(look.readings));
			const takenAtMicroseconds = Math.max(0, ...fresh.values().map(id => latest.get(id)?.takenAtMicroseconds ?? 0));
			for (const container of containers.values().filter(({id, document}) => isRunning(document) && isWanted(id) && !told.has(id))) {
				const reading = readNumbers(container, latest.get(container.numbersOf), fresh.has(container.numbersOf), takenAtMicroseconds);
				told.add(container.id);
				if (reading !== undefined) {
					container.given = reading;
					readings.set(container.id, reading);
				}
			}

			return readings;
		},
		look({processesOf, confinementOf, hasCgroups, closeUp}) {
			return {
				processes: findLook(processesOf, processes),
				confinement: findLook(confinementOf, confinements),
				cgroups: hasCgroups ? cgroups : undefined,
				closeUp: closeUp && lookClosely(closeUp),
			};
		},
		host: () => host,
	};
}

/** When a recording is played again, what happens in it happens later. */
function shiftTimes(document: EngineDocument, {milliseconds, after}: Shift): EngineDocument {
	const state = asDocument(document['State']);
	const later = (value: unknown): unknown => {
		const at = Date.parse(asText(value));
		return at > after ? new Date(at + milliseconds).toISOString() : value;
	};

	return {...document, State: {...state, StartedAt: later(state['StartedAt']), FinishedAt: later(state['FinishedAt'])}};
}

function shiftTree({nodes, isWhole}: CgroupLook, milliseconds: number): CgroupLook {
	return {
		isWhole,
		nodes: nodes.map(node => ({...node, reading: {...node.reading, takenAtMicroseconds: node.reading.takenAtMicroseconds + (milliseconds * 1000)}})),
	};
}
