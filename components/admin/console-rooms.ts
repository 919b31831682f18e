import {
  ChartNoAxesColumn,
  GitCompareArrows,
  KeyRound,
  Library,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestion,
  Search,
  Users,
} from "lucide-react";
import {
  findingsPath,
  gapsPath,
  keysPath,
  knowledgePath,
  peoplePath,
  questionsPath,
  searchPath,
  usagePath,
} from "@/lib/client/admin-paths.ts";

export type Room = { name: string; href: string; icon: LucideIcon };

/** The rooms of the console: those that look after the knowledge base, then those of the workspace. */
export function consoleRooms(workspace: string): Room[][] {
  return [
    [
      { name: "Knowledge", href: knowledgePath(workspace), icon: Library },
      { name: "Search", href: searchPath(workspace), icon: Search },
      { name: "Unanswered", href: gapsPath(workspace), icon: MessageCircleQuestion },
      { name: "Judged questions", href: questionsPath(workspace), icon: ListChecks },
      { name: "Upkeep", href: findingsPath(workspace), icon: GitCompareArrows },
    ],
    [
      { name: "Usage", href: usagePath(workspace), icon: ChartNoAxesColumn },
      { name: "People", href: peoplePath(workspace), icon: Users },
      { name: "API keys", href: keysPath(workspace), icon: KeyRound },
    ],
  ];
}
