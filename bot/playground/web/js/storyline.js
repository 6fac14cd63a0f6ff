/** What the guide tells: the stages of the workflow and the steps of one project through the first of them. */

export const STAGES = [
  { en: "Ideation", zh: "构思" },
  { en: "Assessment", zh: "评估" },
  { en: "Initiation", zh: "立项" },
  { en: "Implementation", zh: "实施" },
  { en: "Use of results", zh: "成果运用" },
  { en: "Evaluation and improvement", zh: "评价改进" },
];

/** `as` is who does it, `at` a channel id, "app" for the person's messages from the app or "home"; `write` is typed for you. */
export const STEPS = [
  {
    id: "new", as: "U0LIN", at: "C0RADAR", write: "/liandong new",
    title: { en: "Start a project", zh: "新建项目" },
    text: {
      en: "You are the project lead. Press Enter to send /liandong new, give the project a name and create it. Its card appears in the channel and will always show where it stands.",
      zh: "你是项目负责人。按 Enter 发送 /liandong new，填写名称并创建。项目卡片出现在频道里，此后始终显示项目的最新进展。",
    },
  },
  {
    id: "roles", as: "U0LIN", at: "C0RADAR",
    title: { en: "Give people their roles", zh: "分配角色" },
    text: {
      en: "Open the card's ⋯ menu, People and roles. Technology 陈思远, patent 赵静, standard 王立, steering group Emma Fischer and 刘明: they decide at the gates.",
      zh: "打开卡片的 ⋯ 菜单，选“人员与角色”（People and roles）。技术陈思远，专利赵静，标准王立，领导小组 Emma Fischer 和刘明：由领导小组在评审时表决。",
    },
  },
  {
    id: "submit", as: "U0CHEN", at: "app",
    title: { en: "Hand in what is asked", zh: "提交产出物" },
    text: {
      en: "The app writes to everybody who owes something. Press Submit and write a sentence or paste a link. Then do the same as 赵静 and 王立.",
      zh: "应用会给每位有产出物要交的成员发消息。点“提交”，写一句话或贴一个链接。再换成赵静和王立做同样的事。",
    },
  },
  {
    id: "accept", as: "U0LIN", at: "app",
    title: { en: "Accept it", zh: "验收" },
    text: {
      en: "The lead is asked to review. Press Accept. Or request changes once, and see what the author gets.",
      zh: "负责人收到审核请求。点“验收”；也可以先“退回修改”一次，看看提交人会收到什么。",
    },
  },
  {
    id: "gate", as: "U0LIN", at: "C0RADAR",
    title: { en: "Request the gate", zh: "发起评审" },
    text: {
      en: "When the required deliverables are accepted, press Request gate on the card. If something is missing, the app says what, and who can help.",
      zh: "必需的产出物都验收后，点卡片上的“发起评审”（Request gate）。如果还缺什么，应用会说明缺什么、找谁解决。",
    },
  },
  {
    id: "vote", as: "U0EMMA", at: "app",
    title: { en: "Vote", zh: "表决" },
    text: {
      en: "Press Go as Emma Fischer, then as 刘明. More than half decides: the project enters its second stage, and the card changes in place.",
      zh: "先以 Emma Fischer 点“通过”（Go），再以刘明点“通过”。过半数即生效：项目进入第二阶段，卡片原地更新。",
    },
  },
  {
    id: "again", as: "U0LIN", at: "home",
    title: { en: "Through the other stages", zh: "走完其余阶段" },
    text: {
      en: "Submit, accept, request the gate, vote: after the sixth gate the project is completed. Each person's Home lists what waits for them.",
      zh: "提交、验收、发起评审、表决：通过第六道评审，项目就完成了。每个人的主页列出等待自己处理的事项。",
    },
  },
  {
    id: "register", as: "U0WANG", at: "C0RADAR", write: "/liandong contribution",
    title: { en: "Before anything goes out", zh: "对外公开之前" },
    text: {
      en: "Send /liandong contribution: a proposal of the radar project is planned before its patent is filed, and the app says which rule stops it and who can help. Look at the gaps with /liandong matrix.",
      zh: "发送 /liandong contribution：雷达项目有一份提案计划早于专利申请，应用会说明被哪条规则拦截、找谁解决。再用 /liandong matrix 看看缺什么。",
    },
  },
  {
    id: "clock", as: "U0WANG", at: "C0RADAR",
    title: { en: "Move the clock", zh: "拨动时钟" },
    text: {
      en: "Choose “Next Monday 09:00” at the clock above and see what the app does when time passes: the digest in the channel, what has become overdue.",
      zh: "在上方的时钟里选“下周一 09:00”，看看时间过去后应用会做什么：频道里的摘要、哪些事项已经逾期。",
    },
  },
];
