package natfailover.lab.gameday;

/** What a day with packets has more than one without. */
record Packets(PacketSettings settings, Baselines baselines) {}
