import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { backupRefused, forgetRefusedBackup, noted } from "../backend/backup.svelte";
import { refusal } from "../backend/program.testing";
import { keepBackups } from "./backup";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("says that a backup cannot be written until one can", async () => {
  const write = vi.fn();
  let locked = false;
  const end = keepBackups(() => !locked, write);
  const fiveMinutes = () => vi.advanceTimersByTimeAsync(5 * 60_000);

  write.mockRejectedValueOnce(refusal("disk_full"));
  await fiveMinutes();
  expect(write).toHaveBeenLastCalledWith(true);
  expect(backupRefused()?.refusal.code).toBe("disk_full");

  // Tried again whether or not one is due. Where nothing came of it, or it was cancelled, the last is still missing.
  write.mockResolvedValueOnce({ written: false, second: false });
  await fiveMinutes();
  expect(write).toHaveBeenLastCalledWith(false);
  write.mockRejectedValueOnce(refusal("cancelled"));
  await fiveMinutes();
  expect(backupRefused()?.refusal.code).toBe("disk_full");

  locked = true;
  await fiveMinutes();
  expect(write).toHaveBeenCalledTimes(3);

  locked = false;
  write.mockResolvedValueOnce({ written: true, second: false });
  await fiveMinutes();
  expect(backupRefused()).toBeUndefined();
  end();
  await fiveMinutes();
  expect(write).toHaveBeenCalledTimes(4);
});

it("says so no longer once one is written by hand, or somebody else signs in", async () => {
  const written = { written: true, second: false };
  await expect(noted(Promise.reject(refusal("disk_full")))).rejects.toThrow();
  expect(backupRefused()?.refusal.code).toBe("disk_full");
  expect(await noted(Promise.resolve(written))).toBe(written);
  expect(backupRefused()).toBeUndefined();

  await expect(noted(Promise.reject(refusal("path_forbidden")))).rejects.toThrow();
  forgetRefusedBackup();
  expect(backupRefused()).toBeUndefined();
});
