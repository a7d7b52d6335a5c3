import type pg from "pg";

/** Runs `act` in a serializable transaction, and again if it lost a race to another one. */
export async function serializable<Value>(
  pool: pg.Pool,
  act: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
      const value = await act(client);
      await client.query("COMMIT");
      return value;
    } catch (error) {
      await client.query("ROLLBACK");
      if ((error as { code?: string }).code !== "40001" || tries === 10) throw error;
    } finally {
      client.release();
    }
  }
}
