using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Banzhang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ActorKind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    ActorName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Action = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Subject = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Before = table.Column<string>(type: "text", nullable: false),
                    After = table.Column<string>(type: "text", nullable: false),
                    Salt = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: true),
                    Digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    Signature = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "audit_seals",
                columns: table => new
                {
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Ranges = table.Column<string>(type: "text", nullable: false),
                    Highest = table.Column<long>(type: "bigint", nullable: false),
                    Holes = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_seals", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "customers_customers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    Phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ExternalId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    City = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Remark = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    MergedInto = table.Column<Guid>(type: "uuid", nullable: true),
                    KeptId = table.Column<Guid>(type: "uuid", nullable: true),
                    MergedAt = table.Column<long>(type: "bigint", nullable: true),
                    TookIn = table.Column<int>(type: "integer", nullable: false),
                    Lent = table.Column<string>(type: "text", nullable: true),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers_customers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_drafts",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Visibility = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_drafts", x => new { x.TicketId, x.AccountId, x.Visibility });
                });

            migrationBuilder.CreateTable(
                name: "desk_mail_accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    QueueId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    InHost = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    InPort = table.Column<int>(type: "integer", nullable: false),
                    InEncryption = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    InFingerprint = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    OutHost = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    OutPort = table.Column<int>(type: "integer", nullable: false),
                    OutEncryption = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OutFingerprint = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Folder = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    TakesOld = table.Column<bool>(type: "boolean", nullable: false),
                    HasPlusAddresses = table.Column<bool>(type: "boolean", nullable: false),
                    Login = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    UserName = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Secret = table.Column<string>(type: "text", nullable: false),
                    OAuthEndpoint = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    OAuthClientId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    OAuthSecret = table.Column<string>(type: "text", nullable: false),
                    OAuthScope = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    OAuthRefresh = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_mail_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_mail_links",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    LastUid = table.Column<long>(type: "bigint", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Holder = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    HeldUntil = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextTryAt = table.Column<long>(type: "bigint", nullable: false),
                    FailedStep = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Said = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    WorkedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_mail_links", x => new { x.AccountId, x.Direction });
                });

            migrationBuilder.CreateTable(
                name: "desk_messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Author = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    AuthorName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Visibility = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    MailId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_outgoing_mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    MailId = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ToAddress = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    ToName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Copies = table.Column<string>(type: "character varying(6500)", maxLength: 6500, nullable: false),
                    Subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextTryAt = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    FailedStep = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Said = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    RawSha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_outgoing_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_own_views",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Address = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_own_views", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_presence",
                columns: table => new
                {
                    Agent = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_presence", x => x.Agent);
                });

            migrationBuilder.CreateTable(
                name: "desk_queues",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    EnglishName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_queues", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_received_mails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Fate = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FromName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    FromAddress = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    ReplyAddress = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    ToAddress = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    Others = table.Column<string>(type: "character varying(6500)", maxLength: 6500, nullable: false),
                    Subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    RawSha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: true),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsStranger = table.Column<bool>(type: "boolean", nullable: false),
                    HasHtml = table.Column<bool>(type: "boolean", nullable: false),
                    LeftOut = table.Column<int>(type: "integer", nullable: false),
                    Protection = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Invitation = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    Uid = table.Column<long>(type: "bigint", nullable: false),
                    Detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_received_mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_service_clocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Policy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    PolicyVersion = table.Column<int>(type: "integer", nullable: false),
                    Calendar = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    CalendarVersion = table.Column<int>(type: "integer", nullable: false),
                    Target = table.Column<long>(type: "bigint", nullable: false),
                    WarnAtPercent = table.Column<int>(type: "integer", nullable: false),
                    StartedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeadlineAt = table.Column<long>(type: "bigint", nullable: false),
                    Remaining = table.Column<long>(type: "bigint", nullable: false),
                    PausedAt = table.Column<long>(type: "bigint", nullable: true),
                    WarnedAt = table.Column<long>(type: "bigint", nullable: true),
                    BreachedAt = table.Column<long>(type: "bigint", nullable: true),
                    MetAt = table.Column<long>(type: "bigint", nullable: true),
                    StepsTaken = table.Column<int>(type: "integer", nullable: false),
                    AcknowledgedAt = table.Column<long>(type: "bigint", nullable: true),
                    NextLookAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_service_clocks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "desk_ticket_links",
                columns: table => new
                {
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    Other = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_ticket_links", x => new { x.Ticket, x.Other });
                });

            migrationBuilder.CreateTable(
                name: "desk_tickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    IsOpen = table.Column<bool>(type: "boolean", nullable: false),
                    Priority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Tags = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    ExternalId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    CustomerId = table.Column<Guid>(type: "uuid", nullable: false),
                    CameBy = table.Column<Guid>(type: "uuid", nullable: true),
                    CustomerName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    QueueId = table.Column<Guid>(type: "uuid", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    Assignee = table.Column<Guid>(type: "uuid", nullable: true),
                    FirstContactOwner = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    FirstRespondedAt = table.Column<long>(type: "bigint", nullable: true),
                    ResolvedAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    SnoozedUntil = table.Column<long>(type: "bigint", nullable: true),
                    LastCustomerAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAgentAt = table.Column<long>(type: "bigint", nullable: true),
                    NextDueAt = table.Column<long>(type: "bigint", nullable: false),
                    NextDueKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    EscalationLevel = table.Column<int>(type: "integer", nullable: false),
                    EscalationReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Cycle = table.Column<int>(type: "integer", nullable: false),
                    PublicAnswers = table.Column<int>(type: "integer", nullable: false),
                    MessageCount = table.Column<int>(type: "integer", nullable: false),
                    Transfers = table.Column<int>(type: "integer", nullable: false),
                    LastMessage = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    MergedInto = table.Column<Guid>(type: "uuid", nullable: true),
                    TookIn = table.Column<int>(type: "integer", nullable: false),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_tickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "identity_accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    RoleCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    PasswordHash = table.Column<string>(type: "text", nullable: false),
                    MustChangePassword = table.Column<bool>(type: "boolean", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    FailedTries = table.Column<int>(type: "integer", nullable: false),
                    LockedUntil = table.Column<long>(type: "bigint", nullable: true),
                    TotpSecret = table.Column<string>(type: "text", nullable: false),
                    HasSecondFactor = table.Column<bool>(type: "boolean", nullable: false),
                    LastTotpStep = table.Column<long>(type: "bigint", nullable: false),
                    RecoveryCodes = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Theme = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Signals = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSignInAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "identity_api_keys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Prefix = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    TokenHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    RoleCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_api_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "identity_roles",
                columns: table => new
                {
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Grants = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_roles", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "identity_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Device = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    OwesSecondFactor = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "insight_rollups",
                columns: table => new
                {
                    Bucket = table.Column<long>(type: "bigint", nullable: false),
                    Metric = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Queue = table.Column<Guid>(type: "uuid", nullable: false),
                    Team = table.Column<Guid>(type: "uuid", nullable: false),
                    Agent = table.Column<Guid>(type: "uuid", nullable: false),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Sum = table.Column<long>(type: "bigint", nullable: false),
                    WallSum = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_insight_rollups", x => new { x.Bucket, x.Metric, x.Queue, x.Team, x.Agent, x.Channel, x.Category });
                });

            migrationBuilder.CreateTable(
                name: "insight_standing_alarms",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    IsGrave = table.Column<bool>(type: "boolean", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_insight_standing_alarms", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ledger_events",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Subject = table.Column<Guid>(type: "uuid", nullable: false),
                    ActorKind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    ActorName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Data = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_events", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NotBefore = table.Column<long>(type: "bigint", nullable: false),
                    LastFault = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "people_agents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    JoinedOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_agents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "people_teams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    EnglishName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Lead = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_counters",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_counters", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "platform_erased_keys",
                columns: table => new
                {
                    Digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_erased_keys", x => x.Digest);
                });

            migrationBuilder.CreateTable(
                name: "platform_files",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_files", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_idempotency",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    BodyHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: false),
                    Location = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_idempotency", x => x.KeyHash);
                });

            migrationBuilder.CreateTable(
                name: "platform_notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Recipient = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Chinese = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    English = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReadAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_protection_keys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_protection_keys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "platform_remains",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_remains", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "platform_secrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_secrets", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "platform_settings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_settings", x => new { x.Key, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "platform_unwanted_files",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_unwanted_files", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "quality_corrections",
                columns: table => new
                {
                    Inspection = table.Column<long>(type: "bigint", nullable: false),
                    Finding = table.Column<int>(type: "integer", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_corrections", x => new { x.Inspection, x.Finding });
                });

            migrationBuilder.CreateTable(
                name: "quality_inspections",
                columns: table => new
                {
                    Serial = table.Column<long>(type: "bigint", nullable: false),
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    Cycle = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Agent = table.Column<Guid>(type: "uuid", nullable: true),
                    Team = table.Column<Guid>(type: "uuid", nullable: true),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    PolicyVersion = table.Column<int>(type: "integer", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    MaxScore = table.Column<int>(type: "integer", nullable: false),
                    FindingCount = table.Column<int>(type: "integer", nullable: false),
                    IsFatal = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ComplaintRisk = table.Column<int>(type: "integer", nullable: false),
                    Judged = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_inspections", x => x.Serial);
                });

            migrationBuilder.CreateTable(
                name: "quality_policies",
                columns: table => new
                {
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Changed = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_policies", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "quality_suggestions",
                columns: table => new
                {
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Labels = table.Column<string>(type: "text", nullable: false),
                    TakenAt = table.Column<long>(type: "bigint", nullable: true),
                    TakenBy = table.Column<Guid>(type: "uuid", nullable: true),
                    TakenKinds = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_suggestions", x => x.Ticket);
                });

            migrationBuilder.CreateTable(
                name: "quality_training_runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Learnt = table.Column<int>(type: "integer", nullable: false),
                    HeldBack = table.Column<int>(type: "integer", nullable: false),
                    LearningMilliseconds = table.Column<long>(type: "bigint", nullable: false),
                    Accuracy = table.Column<int>(type: "integer", nullable: true),
                    AccuracyBefore = table.Column<int>(type: "integer", nullable: true),
                    Model = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Judged = table.Column<string>(type: "text", nullable: false),
                    LeftOut = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_training_runs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "quality_training_wishes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_training_wishes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "quality_waiting",
                columns: table => new
                {
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_waiting", x => x.Ticket);
                });

            migrationBuilder.CreateTable(
                name: "quality_waiting_inspections",
                columns: table => new
                {
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    Cycle = table.Column<int>(type: "integer", nullable: false),
                    Agent = table.Column<Guid>(type: "uuid", nullable: true),
                    Team = table.Column<Guid>(type: "uuid", nullable: true),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quality_waiting_inspections", x => new { x.Ticket, x.Cycle });
                });

            migrationBuilder.CreateTable(
                name: "search_entries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Subject = table.Column<Guid>(type: "uuid", nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: true),
                    Address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Title = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_search_entries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "voice_ratings",
                columns: table => new
                {
                    Ticket = table.Column<Guid>(type: "uuid", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Agent = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_voice_ratings", x => x.Ticket);
                });

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_CreatedAt_Id",
                table: "customers_customers",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_Email",
                table: "customers_customers",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_ErasedAt",
                table: "customers_customers",
                column: "ErasedAt",
                filter: "\"ErasedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_ExternalId",
                table: "customers_customers",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_KeptId",
                table: "customers_customers",
                column: "KeptId",
                filter: "\"KeptId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_Name",
                table: "customers_customers",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_customers_customers_Phone",
                table: "customers_customers",
                column: "Phone");

            migrationBuilder.CreateIndex(
                name: "IX_desk_mail_accounts_Address",
                table: "desk_mail_accounts",
                column: "Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_messages_MailId",
                table: "desk_messages",
                column: "MailId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_messages_TicketId_At",
                table: "desk_messages",
                columns: new[] { "TicketId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_outgoing_mails_At_Number",
                table: "desk_outgoing_mails",
                columns: new[] { "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_outgoing_mails_MailId",
                table: "desk_outgoing_mails",
                column: "MailId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_outgoing_mails_State_At_Number",
                table: "desk_outgoing_mails",
                columns: new[] { "State", "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_outgoing_mails_State_NextTryAt",
                table: "desk_outgoing_mails",
                columns: new[] { "State", "NextTryAt" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_outgoing_mails_TicketId",
                table: "desk_outgoing_mails",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_desk_own_views_AccountId_Name",
                table: "desk_own_views",
                columns: new[] { "AccountId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_queues_Code",
                table: "desk_queues",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_received_mails_At_Number",
                table: "desk_received_mails",
                columns: new[] { "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_received_mails_Fate_At_Number",
                table: "desk_received_mails",
                columns: new[] { "Fate", "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_received_mails_FromAddress_At",
                table: "desk_received_mails",
                columns: new[] { "FromAddress", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_received_mails_Key",
                table: "desk_received_mails",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_received_mails_TicketId",
                table: "desk_received_mails",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_desk_service_clocks_NextLookAt",
                table: "desk_service_clocks",
                column: "NextLookAt");

            migrationBuilder.CreateIndex(
                name: "IX_desk_service_clocks_TicketId",
                table: "desk_service_clocks",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_desk_ticket_links_Other",
                table: "desk_ticket_links",
                column: "Other");

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_CameBy",
                table: "desk_tickets",
                column: "CameBy",
                filter: "\"CameBy\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_CustomerId_Number",
                table: "desk_tickets",
                columns: new[] { "CustomerId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_ExternalId",
                table: "desk_tickets",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_IsOpen_Assignee_NextDueAt_Number",
                table: "desk_tickets",
                columns: new[] { "IsOpen", "Assignee", "NextDueAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_IsOpen_NextDueAt_Number",
                table: "desk_tickets",
                columns: new[] { "IsOpen", "NextDueAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_IsOpen_QueueId_NextDueAt_Number",
                table: "desk_tickets",
                columns: new[] { "IsOpen", "QueueId", "NextDueAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_MergedInto",
                table: "desk_tickets",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_Number",
                table: "desk_tickets",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_ResolvedAt",
                table: "desk_tickets",
                column: "ResolvedAt",
                filter: "\"Status\" = 'Resolved'");

            migrationBuilder.CreateIndex(
                name: "IX_desk_tickets_SnoozedUntil",
                table: "desk_tickets",
                column: "SnoozedUntil");

            migrationBuilder.CreateIndex(
                name: "IX_identity_accounts_Email",
                table: "identity_accounts",
                column: "Email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_api_keys_TokenHash",
                table: "identity_api_keys",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_AccountId",
                table: "identity_sessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_identity_sessions_TokenHash",
                table: "identity_sessions",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_events_Kind_At",
                table: "ledger_events",
                columns: new[] { "Kind", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_events_Subject_Seq",
                table: "ledger_events",
                columns: new[] { "Subject", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_people_teams_Code",
                table: "people_teams",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_platform_files_Owner",
                table: "platform_files",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_platform_idempotency_At",
                table: "platform_idempotency",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_platform_notices_Recipient_ReadAt_At",
                table: "platform_notices",
                columns: new[] { "Recipient", "ReadAt", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_quality_inspections_Agent_Serial",
                table: "quality_inspections",
                columns: new[] { "Agent", "Serial" });

            migrationBuilder.CreateIndex(
                name: "IX_quality_inspections_Team_Serial",
                table: "quality_inspections",
                columns: new[] { "Team", "Serial" });

            migrationBuilder.CreateIndex(
                name: "IX_quality_inspections_Ticket_Cycle",
                table: "quality_inspections",
                columns: new[] { "Ticket", "Cycle" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_quality_suggestions_At_TakenAt",
                table: "quality_suggestions",
                columns: new[] { "At", "TakenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_quality_training_runs_Kind_At",
                table: "quality_training_runs",
                columns: new[] { "Kind", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_search_entries_Subject",
                table: "search_entries",
                column: "Subject",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_seals");

            migrationBuilder.DropTable(
                name: "customers_customers");

            migrationBuilder.DropTable(
                name: "desk_drafts");

            migrationBuilder.DropTable(
                name: "desk_mail_accounts");

            migrationBuilder.DropTable(
                name: "desk_mail_links");

            migrationBuilder.DropTable(
                name: "desk_messages");

            migrationBuilder.DropTable(
                name: "desk_outgoing_mails");

            migrationBuilder.DropTable(
                name: "desk_own_views");

            migrationBuilder.DropTable(
                name: "desk_presence");

            migrationBuilder.DropTable(
                name: "desk_queues");

            migrationBuilder.DropTable(
                name: "desk_received_mails");

            migrationBuilder.DropTable(
                name: "desk_service_clocks");

            migrationBuilder.DropTable(
                name: "desk_ticket_links");

            migrationBuilder.DropTable(
                name: "desk_tickets");

            migrationBuilder.DropTable(
                name: "identity_accounts");

            migrationBuilder.DropTable(
                name: "identity_api_keys");

            migrationBuilder.DropTable(
                name: "identity_roles");

            migrationBuilder.DropTable(
                name: "identity_sessions");

            migrationBuilder.DropTable(
                name: "insight_rollups");

            migrationBuilder.DropTable(
                name: "insight_standing_alarms");

            migrationBuilder.DropTable(
                name: "ledger_events");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "people_agents");

            migrationBuilder.DropTable(
                name: "people_teams");

            migrationBuilder.DropTable(
                name: "platform_counters");

            migrationBuilder.DropTable(
                name: "platform_erased_keys");

            migrationBuilder.DropTable(
                name: "platform_files");

            migrationBuilder.DropTable(
                name: "platform_idempotency");

            migrationBuilder.DropTable(
                name: "platform_notices");

            migrationBuilder.DropTable(
                name: "platform_protection_keys");

            migrationBuilder.DropTable(
                name: "platform_remains");

            migrationBuilder.DropTable(
                name: "platform_secrets");

            migrationBuilder.DropTable(
                name: "platform_settings");

            migrationBuilder.DropTable(
                name: "platform_unwanted_files");

            migrationBuilder.DropTable(
                name: "quality_corrections");

            migrationBuilder.DropTable(
                name: "quality_inspections");

            migrationBuilder.DropTable(
                name: "quality_policies");

            migrationBuilder.DropTable(
                name: "quality_suggestions");

            migrationBuilder.DropTable(
                name: "quality_training_runs");

            migrationBuilder.DropTable(
                name: "quality_training_wishes");

            migrationBuilder.DropTable(
                name: "quality_waiting");

            migrationBuilder.DropTable(
                name: "quality_waiting_inspections");

            migrationBuilder.DropTable(
                name: "search_entries");

            migrationBuilder.DropTable(
                name: "voice_ratings");
        }
    }
}
