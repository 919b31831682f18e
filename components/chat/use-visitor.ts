"use client";

import { useState } from "react";
import type { ChatEvent } from "@/lib/ai/chat-event.ts";
import type { PersonaScores } from "@/lib/ai/score-persona.ts";
import { callJson } from "@/lib/client/api-client.ts";
import { type EnergyLeft, spendEnergy } from "@/lib/client/energy-left.ts";
import { evidenceOf, type SessionSignal, type VisitorEstimate } from "@/lib/client/visitor-estimate.ts";

type Session = {
  visitorId: string | null;
  conversationId: string | null;
  personaScores: PersonaScores;
  signals: SessionSignal[];
  personaId: string;
  energy: EnergyLeft;
};

const nothingKnown: VisitorEstimate = { scores: {}, evidence: [] };

/** Who the visitor is to the server: what we think they are, and how they want to be spoken to. */
export function useVisitor(workspace: string) {
  const [estimate, setEstimate] = useState(nothingKnown);
  const [voiceId, setVoiceId] = useState<string>();
  const [energy, setEnergy] = useState<EnergyLeft>();

  function take(session: Session): Session {
    setEstimate({ scores: session.personaScores, evidence: evidenceOf(session.signals) });
    setVoiceId(session.personaId);
    setEnergy(session.energy);
    return session;
  }

  async function load(signal: AbortSignal): Promise<Session> {
    return take(await callJson<Session>(workspace, "/api/session", { signal }));
  }

  /** The visitor's own word on what they are. */
  async function correct(personaScores: PersonaScores): Promise<void> {
    take(await callJson<Session>(workspace, "/api/session", { method: "PATCH", body: { personaScores } }));
  }

  async function chooseVoice(personaId: string): Promise<void> {
    const before = voiceId;
    setVoiceId(personaId);
    const request = { method: "PATCH", body: { personaId } } as const;
    await callJson<Session>(workspace, "/api/session", request).catch((error) => {
      setVoiceId(before);
      throw error;
    });
  }

  /** What the visitor thinks of a turn. */
  async function rate(turnId: string, rating: 1 | -1, comment?: string): Promise<void> {
    const body = { turnId, rating, ...(comment && { comment }) };
    await callJson(workspace, "/api/feedback", { method: "POST", body });
  }

  /** Everything about the visitor goes. */
  async function erase(): Promise<void> {
    await callJson(workspace, "/api/session", { method: "DELETE" });
    setEstimate(nothingKnown);
  }

  /** What a turn told us: its scores are the sums so far, its signals those of this message. */
  function learn(turn: Extract<ChatEvent, { turn: unknown }>["turn"], message: string): void {
    const found = evidenceOf(turn.signals.map((signal) => ({ ...signal, message })));
    setEstimate((known) => ({ scores: turn.personaScores, evidence: [...known.evidence, ...found] }));
  }

  /** A turn used this much; what another tab used is known with the next session. */
  function spend(used: number): void {
    setEnergy((left) => spendEnergy(left, used));
  }

  return { estimate, voiceId, energy, spend, load, correct, chooseVoice, rate, erase, learn };
}
