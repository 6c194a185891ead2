import type {
	Container, EngineInfo, HostReading, Image, LogLine, NamespaceKind,
} from '../container.js';
import type {PanelId} from '../layout.js';
import type {LimitId} from '../limits/fields.js';
import type {Reading} from '../metrics/reading.js';
import type {Losses, StartOverChoices} from '../replacement.js';
import type {Looks} from './looks.js';
import type {PageLine} from './page.js';
import type {
	Dialog, LimitsProgress, LogPlace, Notice, PlanProgress, Playback, Sort,
} from './state.js';

/** What the engine and the kernel said. */
export type WorldAction =
	| {readonly type: 'connected'; readonly engine: EngineInfo}
	| {readonly type: 'connectionLost'; readonly problem: string; readonly retryAt: number}
	| {readonly type: 'listed'; readonly containers: readonly Container[]}
	| {readonly type: 'containersChanged'; readonly containers: readonly Container[]; readonly gone: readonly string[]}
	| {readonly type: 'imagesListed'; readonly images: readonly Image[]}
	| {readonly type: 'hostNamespaces'; readonly namespaces: Reading['namespaces']}
	/** A look at all containers or some; without `looks`, open panels keep what they know. */
	| {readonly type: 'tick'; readonly now: number; readonly isEarly?: true; readonly readings: ReadonlyMap<string, Reading>; readonly host: HostReading | undefined; readonly looks?: Looks}
	| {readonly type: 'looked'; readonly looks: Looks}
	| {readonly type: 'drift'; readonly containerId: string; readonly losses: Losses | undefined}
	| {readonly type: 'lastWords'; readonly containerId: string; readonly text: string | undefined}
	/** The engine's event: the kernel killed something in it. */
	| {readonly type: 'outOfMemory'; readonly containerId: string}
	| {readonly type: 'pending'; readonly containerId: string; readonly text: string | undefined}
	| {readonly type: 'notice'; readonly notice: Notice}
	| {readonly type: 'playback'; readonly playback: Playback}
	/** It is another time now in the recording: what was known is not so any more. */
	| {readonly type: 'jumped'}
	| {readonly type: 'recordingTo'; readonly path: string | undefined};

/** What the user did, and what answers it. */
export type ViewAction =
	| {readonly type: 'focus'; readonly panel: PanelId}
	| {readonly type: 'screen'; readonly isLarge: boolean}
	| {readonly type: 'zoom'; readonly isZoomed: boolean}
	| {readonly type: 'select'; readonly containerId: string | undefined}
	| {readonly type: 'cursor'; readonly panel: PanelId; readonly index: number}
	| {readonly type: 'fold'; readonly path: string; readonly isOpen: boolean}
	| {readonly type: 'mark'; readonly containerIds: readonly string[]; readonly isMarked: boolean}
	| {readonly type: 'namespaceKind'; readonly kind: NamespaceKind}
	| {readonly type: 'showAll'; readonly isShowingAll: boolean}
	| {readonly type: 'filter'; readonly text: string}
	| {readonly type: 'sort'; readonly sort: Sort}
	| {readonly type: 'dialog'; readonly dialog: Dialog | undefined}
	| {readonly type: 'dialogIndex'; readonly index: number}
	| {readonly type: 'dialogOffset'; readonly offset: number}
	| {readonly type: 'logPlace'; readonly place: LogPlace}
	| {readonly type: 'fieldText'; readonly text: string}
	| {readonly type: 'pageRead'; readonly key: string; readonly lines: readonly PageLine[]}
	| {readonly type: 'limitsField'; readonly field: LimitId}
	| {readonly type: 'limitsProgress'; readonly containerId: string; readonly progress: LimitsProgress}
	| {readonly type: 'logLines'; readonly containerId: string; readonly lines: readonly LogLine[]}
	| {readonly type: 'logEnded'; readonly containerId: string; readonly problem: string | undefined}
	| {readonly type: 'planChoices'; readonly choices: StartOverChoices}
	| {readonly type: 'planProgress'; readonly containerIds: readonly string[]; readonly progress: PlanProgress}
	| {readonly type: 'planShowChanges'; readonly isShowingChanges: boolean};

export type Action = WorldAction | ViewAction;
