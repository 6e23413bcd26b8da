using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

/// <summary>SQLite, in a file or in memory. One connection under one lock: an in-memory database lives as long as its connection.</summary>
internal sealed class Database : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    private Database(SqliteConnection connection) => this.connection = connection;

    public static Database Open(string? file)
    {
        // No pool: a closed database has let go of its file.
        var address = new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false };
        var database = new Database(new SqliteConnection(address.ConnectionString));
        try
        {
            database.connection.Open();

            // What is answered is on the disk: neither a killed program nor a power cut takes it back.
            database.Execute("pragma synchronous = full");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Execute(string sql, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Executes several statements, all of them or none.</summary>
    public void ExecuteInTransaction(string sql, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            using var command = Command(sql, values);
            command.Transaction = transaction;
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    /// <summary>Adds a function of one text to SQL; null stays null.</summary>
    public void AddFunction(string name, Func<string, string> function)
    {
        lock (gate)
            connection.CreateFunction(name, (string? text) => text is null ? null : function(text), isDeterministic: true);
    }

    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            using var row = command.ExecuteReader();
            var rows = new List<T>();
            while (row.Read())
                rows.Add(read(row));
            return rows;
        }
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
