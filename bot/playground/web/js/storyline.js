/** What the guide tells: the stages of the workflow and the steps of one project through the first of them. */

export const STAGES = [
  { en: "Ideation", zh: "构思" },
  { en: "Assessment", zh: "评估" },
  { en: "Initiation", zh: "立项" },
  { en: "Implementation", zh: "实施" },
  { en: "Use of results", zh: "成果运用" },
  { en: "Evaluation", zh: "评价改进" },
];

/** `as` is who does it, `at` a channel id, "app" for the person's messages from the app or "home"; `write` is typed for you. */
export const STEPS = [
  {
    id: "new", as: "U0LIN", at: "C0RADAR", write: "/liandong new",
    title: { en: "Start a project", zh: "新建项目" },
    text: {
      en: "As the project lead, press Enter to send /liandong new. Fill in the form: a name, why it matters, the strands. The project's card appears in the channel.",
      zh: "以项目负责人的身份按 Enter 发送 /liandong new。填写表单：名称、为什么值得做、涉及哪几条线。项目卡片随后出现在频道里。",
    },
  },
  {
    id: "roles", as: "U0LIN", at: "C0RADAR",
    title: { en: "Give people their roles", zh: "分配角色" },
    text: {
      en: "On the card open the menu ⋯ and choose roles: technology 陈思远, patent 赵静, standard 王立, steering Emma Fischer and 刘明. Steering decides at the gates.",
      zh: "在卡片上打开 ⋯ 菜单，选择角色：技术陈思远、专利赵静、标准王立，指导委员会 Emma Fischer 和刘明。评审由指导委员会决定。",
    },
  },
  {
    id: "submit", as: "U0CHEN", at: "app",
    title: { en: "Hand in what is asked", zh: "提交交付物" },
    text: {
      en: "The app has written to everybody who owes something. Press Submit, write a sentence or paste a link. Do the same as the others it has asked.",
      zh: "应用已给每位有任务的成员发了消息。点“提交”，写一句话或贴一个链接。再换成其他被要求的成员做同样的事。",
    },
  },
  {
    id: "accept", as: "U0LIN", at: "app",
    title: { en: "Accept it", zh: "验收" },
    text: {
      en: "The lead is asked to review. Press Accept, or ask for changes and see what the author gets.",
      zh: "负责人收到评阅请求。点“接受”，或者要求修改，看看提交人会收到什么。",
    },
  },
  {
    id: "gate", as: "U0LIN", at: "C0RADAR",
    title: { en: "Ask for the gate", zh: "请求评审" },
    text: {
      en: "When all required deliverables are accepted, press the gate button on the card. If something is missing, the app says what, and who can help.",
      zh: "必需的交付物都通过后，点卡片上的评审按钮。如果还缺什么，应用会说明缺什么、找谁解决。",
    },
  },
  {
    id: "vote", as: "U0EMMA", at: "app",
    title: { en: "Decide", zh: "表决" },
    text: {
      en: "Vote as Emma Fischer, then as 刘明. More than half decides: the project enters its second stage, and the card changes in place.",
      zh: "先以 Emma Fischer 投票，再以刘明投票。超过半数即生效：项目进入第二阶段，卡片原地更新。",
    },
  },
  {
    id: "again", as: "U0LIN", at: "home",
    title: { en: "Through the other stages", zh: "走完其余阶段" },
    text: {
      en: "Submit, accept, gate, vote: four more gates, then the last one completes the project. Each person's Home lists what waits for them.",
      zh: "提交、验收、评审、表决：再过四道评审，最后一道评审使项目结项。每个人的主页列出等待自己处理的事项。",
    },
  },
  {
    id: "clock", as: "U0ZHAO", at: "home",
    title: { en: "Move the clock", zh: "拨动时钟" },
    text: {
      en: "Press “Next Monday 09:00” above and see what the app does when time passes: due dates, reminders, the digest in the channel.",
      zh: "点上方的“下周一 09:00”，看看时间过去后应用会做什么：到期、提醒、频道里的摘要。",
    },
  },
];
