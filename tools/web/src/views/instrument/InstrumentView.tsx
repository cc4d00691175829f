import { View } from '../../components/View.js';
export default function X() {
  return <View title="InstrumentView">x</View>;
}
