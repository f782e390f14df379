const iso8601 = /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const secondsOf = [604_800, 86_400, 3_600, 60, 1];

/** The seconds of an ISO 8601 duration of weeks to seconds (DRS's `lagDuration`, e.g. `P1DT2H`); undefined for others. */
export function durationSeconds(duration: string): number | undefined {
  const parts = iso8601.exec(duration)?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return undefined;
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (secondsOf[index] ?? 0), 0);
}
