global using Replication.Recovery;
