/** The emoji shortcodes a work chat commonly meets; an unknown code stays as it was typed. */

const CODES = `
100=💯 alarm_clock=⏰ arrow_down=⬇️ arrow_left=⬅️ arrow_right=➡️ arrow_up=⬆️ arrows_counterclockwise=🔄 ballot_box_with_ballot=🗳️
bar_chart=📊 bell=🔔 blue_circle=🔵 book=📖 bookmark=🔖 books=📚 bug=🐛 bulb=💡 busts_in_silhouette=👥 calendar=📆 card_index_dividers=🗂️
chart_with_upwards_trend=📈 checkered_flag=🏁 clap=👏 clipboard=📋 clock1=🕐 construction=🚧 date=📅 double_vertical_bar=⏸️ eyes=👀 file_folder=📁
fire=🔥 gear=⚙️ globe_with_meridians=🌐 green_circle=🟢 grey_exclamation=❕ grey_question=❔ hammer=🔨 handshake=🤝 heart=❤️ heavy_check_mark=✔️
heavy_minus_sign=➖ heavy_multiplication_x=✖️ heavy_plus_sign=➕ hourglass=⌛ hourglass_flowing_sand=⏳ house=🏠 inbox_tray=📥
information_source=ℹ️ key=🔑 large_blue_circle=🔵 large_green_circle=🟢 large_orange_circle=🟠 large_red_circle=🔴 large_yellow_circle=🟡
link=🔗 lock=🔒 loudspeaker=📢 mag=🔍 mailbox=📫 memo=📝 microscope=🔬 negative_squared_cross_mark=❎ new=🆕 no_entry=⛔ no_entry_sign=🚫
octagonal_sign=🛑 ok=🆗 ok_hand=👌 outbox_tray=📤 page_facing_up=📄 paperclip=📎 pause_button=⏸️ pencil=📝 pencil2=✏️ pushpin=📌 question=❓
raised_hand=✋ red_circle=🔴 repeat=🔁 rocket=🚀 round_pushpin=📍 rotating_light=🚨 sand=⏳ satellite=📡 scales=⚖️ scroll=📜 seedling=🌱 shield=🛡️
slightly_smiling_face=🙂 smile=😄 smiley=😃 sparkles=✨ speech_balloon=💬 star=⭐ stop_button=⏹️ stopwatch=⏱️ tada=🎉 telescope=🔭 test_tube=🧪
thinking_face=🤔 thread=🧵 thumbsdown=👎 thumbsup=👍 ticket=🎫 +1=👍 -1=👎 traffic_light=🚦 triangular_flag_on_post=🚩 triangular_ruler=📐
trophy=🏆 wave=👋 warning=⚠️ wastebasket=🗑️ white_check_mark=✅ white_circle=⚪ white_large_square=⬜ wrench=🔧 x=❌ yellow_circle=🟡 zap=⚡ zzz=💤
black_circle=⚫ black_square_button=🔲 ballot_box_with_check=☑️ exclamation=❗ heavy_exclamation_mark=❗ small_blue_diamond=🔹 small_orange_diamond=🔸
arrow_forward=▶️ fast_forward=⏩ rewind=⏪ rainbow=🌈 joy=😂 grinning=😀 sweat_smile=😅 pray=🙏 muscle=💪 point_right=👉 building_construction=🏗️
`;

const EMOJI = new Map(CODES.trim().split(/\s+/).map((pair) => {
  const cut = pair.lastIndexOf("=");
  return [pair.slice(0, cut), pair.slice(cut + 1)];
}));

/** The picture for a shortcode without its colons (a skin tone is dropped), or undefined. */
export const emoji = (code) => EMOJI.get(code.replace(/::skin-tone-\d$/, ""));
