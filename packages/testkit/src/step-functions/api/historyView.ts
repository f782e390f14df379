import type { HistoryEvent } from '../execution/history.js';
import type { HistoryEventView } from './requests.js';

/** Details that hold JSON, which the API shows as text; inputs and outputs also tell that they are whole. */
const jsonDetails = new Set(['input', 'output', 'parameters']);

/** An event as GetExecutionHistory shows it. */
export function historyEventView(event: HistoryEvent, includeData: boolean): HistoryEventView {
  const { id, type, timestamp, previousEventId, details } = event;
  const view = { id, type, timestamp: new Date(timestamp), previousEventId };
  return details === undefined ? view : { ...view, [detailsField(type)]: detailsView(details, includeData) };
}

function detailsField(type: string): `${string}EventDetails` {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function detailsView(details: Readonly<Record<string, unknown>>, includeData: boolean): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (!jsonDetails.has(key)) view[key] = value;
    else if (includeData || key === 'parameters') view[key] = JSON.stringify(value);
    if (key === 'input' || key === 'output') view[`${key}Details`] = { truncated: false };
  }
  return view;
}
