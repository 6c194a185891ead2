import {appendFileSync} from 'node:fs';
import process from 'node:process';

const path = process.env.DOCKDASH_LOG;

/** Appends a line to the file that `DOCKDASH_LOG` names; without it, does nothing. Never throws. */
export function log(subject: string, detail: unknown = ''): void {
	if (path === undefined || path === '') {
		return;
	}

	const text = detail instanceof Error ? (detail.stack ?? detail.message) : String(detail);
	try {
		appendFileSync(path, `${new Date().toISOString()} ${subject} ${text}\n`);
	} catch {
		// A debug log that cannot be written must not disturb the program it is to explain.
	}
}
