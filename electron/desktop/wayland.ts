/** Whether windows are Wayland's: keys of other programs then reach us only as far as the system likes. */
export function isWaylandSession({ platform, env }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv }): boolean {
  return platform === 'linux' && (env.XDG_SESSION_TYPE === 'wayland' || Boolean(env.WAYLAND_DISPLAY))
}
