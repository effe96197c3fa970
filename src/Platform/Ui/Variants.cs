namespace Banzhang.Platform.Ui;

/// <summary>What a mark means; <see cref="Line"/> is an outline without meaning.</summary>
public enum Tone { Neutral, Ok, Warn, Bad, Info, Brand, Note, Line }

/// <summary>One <see cref="Primary"/> per screen; <see cref="Destroy"/> only inside a confirmation.</summary>
public enum ButtonKind { Default, Primary, Soft, Ghost, Danger, Destroy, Link }

public enum ButtonType { Button, Submit, Reset }

public enum ControlSize { Medium, Small, Large }

public enum IconSize { Normal, Tiny, Small, Large, Huge }

public enum AvatarSize { Medium, Tiny, Small, Large, Huge }

public enum CountTone { Quiet, Brand, Hot }

/// <summary>The thermometer: steady, watch, step in. Always drawn with its shape.</summary>
public enum TrafficLevel { Green, Yellow, Red }

public enum PresenceState { Free, Busy, WrapUp, Away, Off, Gone }

public enum ChannelKind { Phone, Chat, Mail, Social, Counter, Portal }

/// <summary>Running is calm, Soon needs a hand, Breached is late, Paused waits for somebody else, Met is done in time.</summary>
public enum SlaState { Running, Soon, Breached, Paused, Met }

public enum SortOrder { None, Ascending, Descending }

public enum MessageSide { Customer, Me, Bot }

public enum DialogKind { Dialog, Drawer }

public enum ComposerMode { Reply, Note }

/// <summary>Whether a change is welcome; a change of mere volume is <see cref="Neutral"/>.</summary>
public enum DeltaMeaning { Neutral, Good, Bad }

public enum StepState { Ahead, Done, Now, Late }

public enum TextKind { Text, Email, Password, Number, Date, Time, DateTime, Search, Telephone, Address }

public enum Theme { System, Light, Dark }

/// <summary>How a series is drawn: the fixed roles first, then the four neutral series in order.</summary>
public enum SeriesKind { Actual, Forecast, Need, Plan, First, Second, Third, Fourth }
