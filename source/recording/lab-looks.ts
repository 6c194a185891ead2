import {dirname} from 'node:path';
import type {HostReading} from '../container.js';
import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import {
	isOfGone, type CgroupLook, type Reading, type TextsLook,
} from '../metrics/reading.js';
import type {
	CloseLook, CloseTarget, Looks, Wanted,
} from '../store/looks.js';
import {isRunning, type LabContainer} from './lab-container.js';
import type {Line} from './line.js';
import {readNumbers} from './numbers.js';
import {putOwnLimits} from './own-limits.js';
import {shiftTaken, shiftTree} from './shift.js';

/** What the kernel says in a lab at one moment. */
export type LabLooks = {
	/** Takes a line that is a look at the kernel; happens so many ms later than it was recorded. */
	readonly apply: (line: LookLine, milliseconds: number) => void;
	readonly forget: () => void;
	/** The last that was recorded of the container of that id. */
	readonly latest: (id: string) => Reading | undefined;
	/** Numbers of the containers that run, once for each look. */
	readonly takeReadings: (isWanted?: (id: string) => boolean) => ReadonlyMap<string, Reading>;
	readonly look: (wanted: Wanted) => Looks;
	readonly host: () => HostReading | undefined;
};

export type LookLine = Extract<Line, {kind: 'tick' | 'processes' | 'confinement' | 'cgroups' | 'texts'}>;

type RecordedTexts = TextsLook & Required<Pick<CloseLook, 'recorded'>>;

/** The looks at these containers, to be filled with the lines of a recording. */
export function createLabLooks(containers: ReadonlyMap<string, LabContainer>): LabLooks {
	let tick: Extract<Line, {kind: 'tick'}> | undefined;
	let host: HostReading | undefined;
	let cgroups: CgroupLook | undefined;
	const latest = new Map<string, Reading>();
	const processes = new Map<string, ProcessesLook>();
	const confinements = new Map<string, ConfinementLook>();
	const texts = new Map<string, RecordedTexts>();
	/** Who had the numbers of the present look. */
	const told = new Set<string>();

	const findLook = <Look extends {readonly containerId: string}>(id: string | undefined, looks: ReadonlyMap<string, Look>): Look | undefined => {
		const container = id === undefined ? undefined : containers.get(id);
		const found = container !== undefined && isRunning(container.document) ? looks.get(container.numbersOf) : undefined;
		return found && container && {...found, containerId: container.id};
	};

	/** Only files of containers were recorded: those of a cgroup are there where it is a container's. */
	const lookClosely = (target: CloseTarget): CloseLook | undefined => {
		const found = target.kind === 'container'
			? findLook(target.id, texts)
			: texts.values().find(look => look.texts.some(({path}) => dirname(path).endsWith(target.path)));
		return found && {target, reading: found.reading, texts: found.texts, recorded: found.recorded};
	};

	return {
		apply(line, milliseconds) {
			switch (line.kind) {
				case 'tick': {
					tick = line;
					({host} = line);
					told.clear();
					for (const [id, reading] of Object.entries(line.readings)) {
						// What is started here goes on from numbers.
						if (!isOfGone(reading)) {
							latest.set(id, shiftTaken(reading, milliseconds));
						}
					}

					break;
				}

				case 'processes': {
					processes.set(line.look.containerId, shiftTaken(line.look, milliseconds));
					break;
				}

				case 'confinement': {
					confinements.set(line.look.containerId, line.look);
					break;
				}

				case 'cgroups': {
					cgroups = {...shiftTree(line.look, milliseconds), recordedAt: line.t, ...(cgroups !== undefined && {before: cgroups.nodes})};
					break;
				}

				case 'texts': {
					const {containerId} = line.look;
					texts.set(containerId, {...line.look, recorded: {at: line.t, before: texts.get(containerId)?.reading}});
					break;
				}
			}
		},
		forget() {
			tick = undefined;
			cgroups = undefined;
			latest.clear();
			processes.clear();
			confinements.clear();
			texts.clear();
			told.clear();
		},
		latest: id => latest.get(id),
		takeReadings(isWanted = () => true) {
			const readings = new Map<string, Reading>();
			if (tick === undefined) {
				return readings;
			}

			const gone = new Map(Object.entries(tick.readings).filter(([, reading]) => isOfGone(reading)));
			const fresh = new Set(Object.keys(tick.readings)).difference(gone);
			const takenAtMicroseconds = Math.max(0, ...fresh.values().map(id => latest.get(id)?.takenAtMicroseconds ?? 0));
			for (const container of containers.values().filter(({id, document}) => isRunning(document) && isWanted(id) && !told.has(id))) {
				told.add(container.id);
				const end = container.isTouched ? undefined : gone.get(container.numbersOf);
				if (end !== undefined) {
					readings.set(container.id, {...end, takenAtMicroseconds});
					continue;
				}

				const reading = readNumbers(container, latest.get(container.numbersOf), fresh.has(container.numbersOf), takenAtMicroseconds);
				if (reading !== undefined) {
					container.given = reading;
					readings.set(container.id, putOwnLimits(container, reading));
				}
			}

			return readings;
		},
		look: ({processesOf, confinementOf, hasCgroups, closeUp}) => ({
			processes: findLook(processesOf, processes),
			confinement: findLook(confinementOf, confinements),
			cgroups: hasCgroups ? cgroups : undefined,
			closeUp: closeUp && lookClosely(closeUp),
		}),
		host: () => host,
	};
}
