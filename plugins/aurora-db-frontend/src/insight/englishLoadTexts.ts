/** The texts of the load and the statements, in English. */
export const englishLoadTexts = {
  'load.title': 'Load',
  'load.loading': 'Loading the load of the database',
  'load.refresh': 'Refresh the load',
  'load.error': 'The load could not be read',
  'load.forbidden.title': 'You may not see the load of this database',
  'load.forbidden.description':
    'You need the permission {{permission}} on this entity. Ask the owner of the database or an administrator of this portal.',
  'load.unavailable': 'There is no load to show',
  'load.older': 'There is no newer load',
  'load.soon': 'The load follows shortly',
  'load.none':
    'No session was active in this range: the database had nothing to do.',
  'load.sessions': 'Average active sessions',
  'load.value_one': '{{load}} active session',
  'load.value_other': '{{load}} active sessions',
  'load.valueOfCapacity_one': '{{load}} active session, {{capacity}} vCPU',
  'load.valueOfCapacity_other': '{{load}} active sessions, {{capacity}} vCPU',
  'load.gap': 'no data',
  'load.newest': 'newest',
  'load.capacity':
    'The dashed line is the capacity: {{capacity}} vCPU. A vCPU runs one session at a time, so sessions wait if the load is above the line.',
  'load.capacityAbove':
    'The capacity is above the chart: {{capacity}} vCPU. A vCPU runs one session at a time.',
  'load.legend': 'Load by class of wait',
  'load.waits': 'Top waits, {{time}}',
  'load.noWaits': 'No session was active.',
  'load.wait': '{{name}} {{load}}',
  'load.kind.cpu': 'CPU',
  'load.kind.io': 'I/O',
  'load.kind.lock': 'Lock',
  'load.kind.lwlock': 'Lightweight lock',
  'load.kind.client': 'Client',
  'load.kind.other': 'Other',
  'load.summary.cpu':
    '{{percent}} of the load in this range runs on the CPU and does not wait.',
  'load.summary.io':
    '{{percent}} of the load in this range waits for I/O, mostly {{wait}}.',
  'load.summary.lock':
    '{{percent}} of the load in this range waits for locks, mostly {{wait}}.',
  'load.summary.lwlock':
    '{{percent}} of the load in this range waits for lightweight locks, mostly {{wait}}.',
  'load.summary.client':
    '{{percent}} of the load in this range waits for clients, mostly {{wait}}.',
  'load.summary.other':
    '{{percent}} of the load in this range waits for other things, mostly {{wait}}.',
  'load.sentences': '{{greatest}} {{highest}}',
  'load.summary.highest':
    'The highest load is {{load}} average active sessions, at {{time}}.',
  'load.summary.highestOf':
    'The highest load is {{load}} average active sessions at {{time}}, with a capacity of {{capacity}} vCPU.',
  'statements.title': 'Top statements',
  'statements.intro':
    'The statements that cause most of the load in this range. Each ? stands for a value.',
  'statements.none': 'No statement caused load in this range.',
  'statements.column.statement': 'Statement',
  'statements.column.load': 'Share of the load',
  'statements.column.sessions': 'Sessions',
  'statements.column.calls': 'Calls/s',
  'statements.column.latency': 'Mean latency',
  'statements.column.rows': 'Rows/call',
  'statements.sorting': 'Sort by {{column}}',
  'statements.unknown': '—',
  'statements.milliseconds': '{{value}} ms',
  'statements.bar': '{{percent}} of the load: {{waits}}',
  'statements.details': 'Details of statement {{number}}',
  'statements.number': 'statement {{number}}',
  'statements.overTime': 'Load of the statement',
  'statements.extremes': 'lowest {{lowest}}, highest {{highest}}',
  'statements.noPoints': 'Its load over time is not known.',
  'statements.waits': 'Load by wait',
  'statements.noWaits': 'Its waits are not known yet.',
  'fullText.show': 'Full text',
  'fullText.notice':
    'The full text contains data. The portal records who reads it.',
  'fullText.loading': 'Loading the full text',
  'fullText.none':
    'Performance Insights has no full text of this statement in this range.',
  'fullText.error': 'The full text could not be read',
  'fullText.label': 'Full texts of statement {{number}}',
  'fullText.item': 'full text {{number}}',
  'fullText.load_one': '{{load}} average active session',
  'fullText.load_other': '{{load}} average active sessions',
} as const;
