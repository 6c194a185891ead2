import type {Container} from '../container.js';
import {
	describeOomKill, findAlerts, type Alert, type Before,
} from '../metrics/alerts.js';
import type {Sample} from '../metrics/sample.js';
import type {Notice, Row} from './state.js';

const noticesKept = 200;

/** The notices with more of them at the end; one that says the same of the same thing goes. The oldest go when there are too many. */
export function addNotices(notices: readonly Notice[], added: readonly Notice[]): readonly Notice[] {
	if (added.length === 0) {
		return notices;
	}

	const keys = new Set(added.map(({key}) => key));
	return [...notices.filter(({key}) => key === undefined || !keys.has(key)), ...added].slice(-noticesKept);
}

/** What happened to a container between two samples. */
export function tellAlerts(row: Row, sample: Sample, now: number): readonly Notice[] {
	return findAlerts(beforeOf(row), sample, row.ongoing).map(alert => tell(row, alert, now));
}

/** Whether one of them tells of a process that the kernel killed. */
export function hasOomKill(notices: readonly Notice[]): boolean {
	return notices.some(({key}) => key?.endsWith(' oomKill'));
}

/** The sample that a new one is compared with. */
export function beforeOf({sample, isFromStart}: Row): Before {
	return sample ?? (isFromStart ? 'start' : undefined);
}

/**
 * What the kernel killed in a container after the last look, which only the engine knows, when the container has ended,
 * started again or is gone (`after` is undefined). The flag of inspect alone is not enough: it is left at false now and then.
 */
export function tellUntoldOom(row: Row, after: Container | undefined, now: number): readonly Notice[] {
	const {detail} = row.container;
	const isFlagged = detail?.isOomKilled === false && after?.detail?.isOomKilled === true;
	const limit = row.sample?.memory?.limitBytes ?? detail?.limits.memoryBytes;
	return row.hasUntoldOom || isFlagged ? [tell(row, describeOomKill(1, 1, limit), now)] : [];
}

/** What an engine says whose containers' counters are out of reach. */
export function tellOom(row: Row, now: number): Notice {
	return tell(row, describeOomKill(1, 1, row.container.detail?.limits.memoryBytes), now);
}

function tell(row: Row, alert: Alert, now: number): Notice {
	const {id, severity, sentence, hint} = alert;
	return {
		at: now, severity, text: `${row.container.name} ${sentence}`, hint, key: keyOf(row, id),
	};
}

/** One notice of a kind for each time that the container was started. */
function keyOf({container: {id, detail}}: Row, kind: Alert['id']): string {
	return `${id} ${detail?.startedAt ?? 0} ${kind}`;
}
