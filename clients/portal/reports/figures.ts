import type { FigureJson, GetTracksReportRequestJson } from '@emplooi/shared/generated/emplooi/reporting/v1/reporting_pb';

/** What every report is asked for. */
export type Asked = GetTracksReportRequestJson;

/** For a table: null where the figure is hidden. */
export const valueOf = (figure: FigureJson | undefined): string | null => (figure?.hidden ? null : (figure?.value ?? '0'));
