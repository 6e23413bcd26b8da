using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

internal static class Columns
{
    /// <summary>A column's text; null where the database has null.</summary>
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
